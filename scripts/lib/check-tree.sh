#!/usr/bin/env bash
# shellcheck disable=SC2016 # backticks in patterns are meant as they stand
# Rules about the tree that no compiler checks. scripts/test runs it first; it takes a second.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$ROOT"

JAVA_LINES_MAX=500
PYTHON_COLUMNS_MAX=120
broken=0

# offence RULE DETAIL
offence() {
  warn "check-tree: $1: $2"
  broken=$((broken + 1))
}

# Files of the tree with one of the endings, tracked or new, never what a build made.
files() {
  local ending
  for ending in "$@"; do
    find . -path ./.git -prune -o -path '*/target/*' -prune -o -type f -name "*$ending" -print
  done | sed 's|^\./||' | sort
}

check_length() {
  local file lines
  while IFS= read -r file; do
    lines=$(wc -l <"$file")
    ((lines <= JAVA_LINES_MAX)) || offence "a Java file has at most $JAVA_LINES_MAX lines" "$file has $lines"
  done < <(files .java)
}

# The words are put together here, so that this file doesn't offend.
check_left_overs() {
  local hit words='TO''DO|FIX''ME'
  while IFS= read -r hit; do
    offence "no reminders in the tree, finish it or record it as an issue" "$hit"
  done < <(files .java .sh .py .md .xml .yaml | xargs grep -nEw "$words" /dev/null || true)
}

check_machine_paths() {
  local hit homes='(^|[^A-Za-z0-9._-])/(ho''me|Us''ers|ro''ot|wo''rk|mn''t)/[A-Za-z0-9]'
  while IFS= read -r hit; do
    offence "no path of one person's machine" "$hit"
  done < <(tree_text | xargs grep -nE "$homes" /dev/null || true)
}

tree_text() {
  files .java .sh .py .md .xml .yaml .json .jsonl .awk
  find scripts -maxdepth 1 -type f | sort
}

# Every relative link of a page leads to a file or folder.
check_links() {
  local page target
  while IFS= read -r page; do
    while IFS= read -r target; do
      [[ -e $(dirname "$page")/$target ]] || offence "links lead somewhere" "$page -> $target"
    done < <(relative_links "$page")
  done < <(files .md)
}

# Links outside fenced blocks and code spans; without the part after #.
relative_links() {
  awk '/^ *```/ { fenced = !fenced; next } !fenced { gsub(/`[^`]*`/, ""); print }' "$1" |
    grep -oE '\]\([^) ]+\)' | sed -E 's/^\]\(//; s/\)$//; s/#.*$//' |
    grep -vE '^([a-z]+:|$)' || true
}

# A page that no list names isn't found by a reader.
check_indexes() {
  local page
  for page in docs/*/*.md; do
    [[ $page == */README.md || $page == docs/how-to/* ]] && continue
    grep -q "($(basename "$page"))" "$(dirname "$page")/README.md" ||
      offence "each page is in its folder's list (run scripts/lib/index-docs.sh)" "$page"
  done
}

# Names of types in backticks must be types of this project: a map that names what is gone misleads.
check_type_names() {
  local page=docs/ARCHITECTURE.md name
  [[ -f $page ]] || return 0
  while IFS= read -r name; do
    declares "$name" || offence "types named in $page exist" "$name"
  done < <(awk '/^ *```/ { fenced = !fenced; next } !fenced' "$page" | grep -oE '`[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?(\(\))?`' |
    sed -E 's/[`()]//g; s/\..*//' | sort -u)
}

declares() {
  [[ -n $(find . -path '*/src/*' -name "$1.java" -print -quit) ]] ||
    grep -rqE "(class|record|interface|enum) $1\b" --include='*.java' .
}

# Scripts parse; where shellcheck is installed it must be silent too.
check_scripts() {
  local script
  while IFS= read -r script; do
    bash -n "$script" || offence "scripts parse" "$script"
  done < <(grep -rlE '^#!.*bash|^# shellcheck shell=bash' scripts .ci)
  command -v shellcheck >/dev/null || { say "check-tree: shellcheck isn't installed, so the scripts were only parsed"; return 0; }
  grep -rlE '^#!.*bash|^# shellcheck shell=bash' scripts .ci | xargs shellcheck -x ||
    offence "shellcheck finds nothing" "see above"
}

# What an auditor reads and runs: no long lines, no assertions (python -O drops them), nothing beside the standard library.
check_python() {
  local hit verifier=(scripts/verify_audit.py scripts/verifier/*.py) library own
  library='argparse|base64|calendar|collections|contextlib|datetime|hashlib|json|os|re|sys'
  own='from (\.|verifier\.)[a-z]* import .*'
  while IFS= read -r hit; do
    offence "a line of Python has at most $PYTHON_COLUMNS_MAX columns" "$hit"
  done < <(files .py | xargs grep -nE ".{$((PYTHON_COLUMNS_MAX + 1))}" /dev/null || true)
  while IFS= read -r hit; do
    offence "the verifier asserts nothing, and imports the standard library alone" "$hit"
  done < <(grep -nE '^ *(assert|import|from) ' "${verifier[@]}" | grep -vE "^[^:]+:[0-9]+:(import ($library)|$own)\$" || true)
}

check_length
check_python
check_left_overs
check_machine_paths
check_links
check_indexes
check_type_names
check_scripts
((broken == 0)) || die 1 "$broken offence(s)"
say "check-tree: nothing found"
