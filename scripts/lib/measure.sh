# shellcheck shell=bash
# A throwaway network to be measured, and what to say of the machine it ran on. Needs common.sh and network.sh.
# Sets work, the temporary folder of the network in work/net; who sources this names itself in MEASURE and its size in NODES.

work=

consent() { "$ROOT/scripts/consent" --home "$work/net" "$@"; }

# The nodes' logs outlive the network, for whoever asks why a run failed.
keep_logs() {
  local id
  while IFS= read -r id; do
    cp "$(node_log "$work/net" "$id")" "$LOGS/$MEASURE-$id.log" 2>/dev/null || true
  done < <(node_ids "$work/net")
}

clean_up() {
  [[ -n $work ]] || return 0
  [[ ! -d $work/net/nodes ]] || stop_nodes "$work/net" >/dev/null
  keep_logs
  rm -rf "$work"
}

start_network() {
  work=$(mktemp -d)
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  reserve_ports "$NODES" || die 2 "no free block of ports found"
  consent network init "$work/net" --base-port "$BASE_PORT" >/dev/null
  say "Starting a network in $work"
  start_nodes "$work/net" >/dev/null
  await_ready "$work/net" || die 3 "the network did not come up"
  release_ports
}

machine() {
  local model
  model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
  printf '%s cores, %s, %s GiB, %s' "$(nproc)" "${model:-unknown processor}" \
    "$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)" "$(uname -sr)"
}

# The commit, with a mark where the tree holds changes that it doesn't.
commit() {
  local id
  id=$(git -C "$ROOT" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
  [[ -z $(git -C "$ROOT" status --porcelain 2>/dev/null) ]] || id+=" with changes"
  printf '%s' "$id"
}

jdk() { "$JAVA_HOME/bin/java" -version 2>&1 | sed -n '2p'; }
