# shellcheck shell=bash
# Sums the JUnit reports of all modules. Needs common.sh.

# junit_totals FILE...: prints "passed failed skipped". Only the first testsuite tag of a file counts: what a test
# printed is in the file too, and may look like one.
junit_totals() {
  awk -v RS='>' '
    function number(name, text,   at) {
      if (!match(text, "[ \n\t]" name "=\"[0-9]+\"")) return 0
      text = substr(text, RSTART, RLENGTH)
      gsub(/[^0-9]/, "", text)
      return text + 0
    }
    FNR == 1 { seen = 0 }
    !seen && /<testsuite[ \n\t]/ {
      seen = 1
      broken = number("failures", $0) + number("errors", $0)
      failed += broken
      skipped += number("skipped", $0)
      passed += number("tests", $0) - broken - number("skipped", $0)
    }
    END { printf "%d %d %d\n", passed, failed, skipped }
  ' "$@"
}

junit_reports() {
  find "$ROOT" -path '*/target/surefire-reports/TEST-*.xml' -not -path "$ROOT/target/*" 2>/dev/null | sort
}

# Removes the reports of earlier runs, so that none is counted again.
forget_reports() { find "$ROOT" -path '*/target/surefire-reports/*' -type f -delete 2>/dev/null || true; }
