#!/usr/bin/env bash
# Writes the list of pages at the end of each docs folder's README.md, from the pages' titles.
#   scripts/lib/index-docs.sh
# The text above the list is kept. check-tree.sh fails where a page isn't listed.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

title_of() { sed -n 's/^# //p' "$1" | head -n 1; }

rows() {
  local page title
  for page in "$1"/*.md; do
    [[ $page != */README.md ]] || continue
    title=$(title_of "$page")
    if [[ $(basename "$1") == decisions ]]; then
      printf '| [%s](%s) | %s |\n' "${title%% *}" "$(basename "$page")" "${title#* }"
    else
      printf -- '- [%s](%s)\n' "$title" "$(basename "$page")"
    fi
  done
}

index() {
  local readme="$1/README.md" text
  text=$(awk '/^(- \[|\| \[)/ { exit } { print }' "$readme")
  { printf '%s\n' "$text"; [[ $(basename "$1") == decisions ]] || echo; rows "$1"; } >"$readme.new"
  mv "$readme.new" "$readme"
}

for folder in decisions explanation reference spec; do index "$ROOT/docs/$folder"; done
