# shellcheck shell=bash
# shellcheck disable=SC2034 # what is set here is read by the scripts that source this
# What every script here needs: where the checkout is, how to speak, how to show that work goes on.
# Sourced, never run. Callers have set -euo pipefail.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
LOGS="$ROOT/target/logs"

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }

# die CODE MESSAGE...: exit codes are those of the commands: 1 refused or failed, 2 usage or set-up, 3 can't reach.
die() {
  local code=$1
  shift
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit "$code"
}

# heading TEXT: a line that divides the output, easy to find in a long log.
heading() { printf '\n== %s\n' "$*"; }

# The newest line of a log that tells a person what is going on.
last_activity() {
  local line
  line=$(grep -aE 'Building |Downloading |Tests run|committed|ready' "$1" 2>/dev/null | tail -n 1 || true)
  line=${line#"[INFO] "}
  printf '%.100s' "$line"
}

# with_progress LABEL LOG COMMAND...: runs the command with its output in LOG; speaks every 5 seconds, and shows the
# end of the log when it fails. Takes the exit code of the command.
with_progress() {
  local label=$1 log=$2 began=$SECONDS pid code=0
  shift 2
  mkdir -p "$(dirname "$log")"
  say "$label ..."
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    wait_or_tick "$pid" 5
    kill -0 "$pid" 2>/dev/null && say "  $((SECONDS - began)) s: $(last_activity "$log")"
  done
  wait "$pid" || code=$?
  if ((code != 0)); then
    warn "$label failed after $((SECONDS - began)) s (exit code $code). The end of $(relative "$log"):"
    tail -n 30 "$log" >&2
    return "$code"
  fi
  say "$label: done in $((SECONDS - began)) s"
}

# wait_or_tick PID SECONDS: returns when the process has ended or the time is over.
wait_or_tick() {
  local pid=$1 ticks=$(($2 * 5))
  while ((ticks-- > 0)) && kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
}

# A path as seen from the checkout, for messages.
relative() { printf '%s' "${1#"$ROOT"/}"; }
