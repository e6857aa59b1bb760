#!/usr/bin/env bash
# Runs what docs/tutorial.md (or another page) tells its reader to run, against the quickstart network or CONSENT_HOME.
#   scripts/lib/run-tutorial.sh [PAGE]
# A block that is fenced with "console run" must succeed; with "console run exit=1" it must end with that code.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$ROOT"
page=${1:-docs/tutorial.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Writes each block to NUMBER.sh, with the exit code that is expected of it in NUMBER.code.
split_blocks() {
  awk -v work="$work" '
    /^```console run/ {
      code = 0
      if (match($0, /exit=[0-9]+/)) code = substr($0, RSTART + 5, RLENGTH - 5)
      file = sprintf("%s/%03d", work, ++blocks)
      print code > (file ".code")
      printf "" > (file ".sh")
      inside = 1
      next
    }
    /^```/ { inside = 0 }
    inside { print > (file ".sh") }
  ' "$1"
}

run_block() {
  local block=$1 want got=0
  want=$(cat "${block%.sh}.code")
  sed 's/^/$ /' "$block"
  bash -euo pipefail "$block" || got=$?
  ((got == want)) || die 1 "$page: this block ended with $got, not $want"
}

split_blocks "$page"
blocks=0
for block in "$work"/*.sh; do
  [[ -f $block ]] || die 2 "$page has no block to run"
  run_block "$block"
  blocks=$((blocks + 1))
done
say "$page: $blocks blocks, all as written"
