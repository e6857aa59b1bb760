package io.consentledger.ledger.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The codes in the table of checks of docs/spec/evidence.md. */
final class SpecCodes {
  private static final Path SPEC = Path.of("../docs/spec/evidence.md");
  private static final String STEP = "[0-9]+";
  private static final String PAGES = "pages";
  private static final Pattern CODE = Pattern.compile("`([a-z]+(?:-[a-z]+)*)`");

  private SpecCodes() {}

  /** Those of the steps. */
  static Set<String> evidence() throws IOException {
    return rows(STEP);
  }

  /** Those that only proofs in pages have. */
  static Set<String> pages() throws IOException {
    return rows(PAGES);
  }

  private static Set<String> rows(String first) throws IOException {
    Pattern wanted = Pattern.compile("\\| " + first + " \\| (.*) \\|");
    Set<String> codes = new TreeSet<>();
    for (String line : Files.readAllLines(SPEC)) {
      Matcher row = wanted.matcher(line);
      if (row.matches()) {
        Matcher code = CODE.matcher(row.group(1));
        while (code.find()) {
          codes.add(code.group(1));
        }
      }
    }
    return codes;
  }
}
