# shellcheck shell=bash
# Starts, watches and stops the nodes of a directory that `consent network init` made. Needs common.sh.
# Each function takes that directory first. Nodes are real processes of their own session; they outlive the script.

READY_SECONDS_MAX=240
STOP_SECONDS_MAX=30
declare -A STARTED=()

node_ids() {
  local dir
  for dir in "$1"/nodes/*/; do
    [[ -f $dir/node.yaml ]] && basename "$dir"
  done
  return 0
}

node_log() { printf '%s' "$1/nodes/$2/node.log"; }

# The process id of a running node; fails where it doesn't run. The node writes node.pid once it serves; until then
# started.pid, which is ours, tells. A file that outlived a crash may name a stranger, so the command line must fit.
node_pid() {
  local file pid
  for file in node.pid started.pid; do
    pid=$(cat "$1/nodes/$2/$file" 2>/dev/null) || continue
    if [[ $pid =~ ^[0-9]+$ ]] && is_that_node "$pid" "$2"; then
      printf '%s' "$pid"
      return 0
    fi
  done
  return 1
}

is_that_node() {
  kill -0 "$1" 2>/dev/null || return 1
  [[ ! -r /proc/$1/cmdline ]] || tr '\0' ' ' <"/proc/$1/cmdline" | grep -q "$2/node.yaml"
}

# http://HOST:PORT of a node, from network.json.
node_url() {
  tr -d ' \n' <"$1/network.json" | grep -o "\"name\":\"$2\",\"url\":\"[^\"]*\"" | sed 's/.*"url":"//; s/"$//'
}

# http_status URL PATH: the status code of a GET, without curl, which a fresh machine need not have.
http_status() {
  local address=${1#http://} line
  (
    exec 3<>"/dev/tcp/${address%:*}/${address##*:}" || exit 1
    printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$2" "$address" >&3
    IFS= read -r -t 5 line <&3
    line=${line#* }
    printf '%s' "${line%% *}"
  ) 2>/dev/null
}

is_ready() { [[ $(http_status "$(node_url "$1" "$2")" /health/ready || true) == 200 ]]; }

# Starts one node unless it runs. exec all the way down: the job's process is the node.
start_node() {
  local pid log
  if pid=$(node_pid "$1" "$2"); then
    say "  $2 runs already, pid $pid"
    return 0
  fi
  log=$(node_log "$1" "$2")
  (
    release_ports
    exec setsid nohup "$ROOT/scripts/consent-node" run --config "$1/nodes/$2/node.yaml" >>"$log" 2>&1 </dev/null
  ) &
  STARTED[$2]=$!
  disown
  printf '%s\n' "${STARTED[$2]}" >"$1/nodes/$2/started.pid"
  say "  $2 started, pid ${STARTED[$2]}, log $(relative "$log")"
}

start_nodes() {
  local id
  while IFS= read -r id; do start_node "$1" "$id"; done < <(node_ids "$1")
}

# Shows why a node that this script started has ended.
report_dead_node() {
  warn "$2 ended before it was ready. The end of $(relative "$(node_log "$1" "$2")"):"
  tail -n 25 "$(node_log "$1" "$2")" >&2
  return 1
}

# Waits until every node answers that it is ready; speaks every few seconds.
await_ready() {
  local id waiting=() deadline=$((SECONDS + READY_SECONDS_MAX)) began=$SECONDS ticks=0
  mapfile -t waiting < <(node_ids "$1")
  while true; do
    local still=()
    for id in "${waiting[@]}"; do
      is_ready "$1" "$id" && continue
      if [[ -n ${STARTED[$id]:-} ]] && ! kill -0 "${STARTED[$id]}" 2>/dev/null; then
        report_dead_node "$1" "$id"
        return 1
      fi
      still+=("$id")
    done
    ((${#still[@]} == 0)) && break
    waiting=("${still[@]}")
    if ((SECONDS > deadline)); then
      warn "Not ready after $READY_SECONDS_MAX s: ${waiting[*]}. The end of $(relative "$(node_log "$1" "${waiting[0]}")"):"
      tail -n 25 "$(node_log "$1" "${waiting[0]}")" >&2
      return 1
    fi
    ((++ticks % 10 == 0)) && say "  $((SECONDS - began)) s: waiting for ${waiting[*]}"
    sleep 0.3
  done
  say "  all ready after $((SECONDS - began)) s"
}

# Asks every running node to stop, waits, and says what came of it. What doesn't stop is killed: the ledger is made
# for that, and the next start says what it repaired.
stop_nodes() {
  local id pid deadline=$((SECONDS + STOP_SECONDS_MAX)) stopped=0
  declare -A stopping=()
  while IFS= read -r id; do
    if pid=$(node_pid "$1" "$id"); then
      kill -TERM "$pid" 2>/dev/null || true
      stopping[$id]=$pid
    fi
  done < <(node_ids "$1")
  for id in "${!stopping[@]}"; do
    pid=${stopping[$id]}
    while kill -0 "$pid" 2>/dev/null && ((SECONDS <= deadline)); do sleep 0.1; done
    if kill -0 "$pid" 2>/dev/null; then
      warn "  $id (pid $pid) did not stop within $STOP_SECONDS_MAX s and was killed"
      kill -KILL "$pid" 2>/dev/null || true
    fi
    stopped=$((stopped + 1))
  done
  say "$stopped node(s) stopped"
}

port_is_busy() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# busy_port BASE NODES: prints the first port of the block that somebody listens on; fails where there is none. Node i
# uses BASE + 10 + i (HTTP), + 20 + i (Raft) and + 30 + i (gossip).
busy_port() {
  local i
  for ((i = 1; i <= $2; i++)); do
    port_is_busy 127.0.0.1 $(($1 + 10 + i)) && printf '%s' $(($1 + 10 + i)) && return 0
    port_is_busy "127.0.0.$i" $(($1 + 20 + i)) && printf '%s' $(($1 + 20 + i)) && return 0
    port_is_busy "127.0.0.$i" $(($1 + 30 + i)) && printf '%s' $(($1 + 30 + i)) && return 0
  done
  return 1
}

# reserve_ports NODES: sets BASE_PORT to the first base whose block of ports nobody listens on, and no other script has
# reserved; it stays reserved until release_ports, or the end of this script: a network's nodes listen only a while
# after its ports were chosen.
reserve_ports() {
  local base
  for base in 8400 9400 10400 11400 12400 18400 19400 20400 28400 29400; do
    reserve_base "$base" || continue
    if ! busy_port "$base" "$1" >/dev/null; then
      # shellcheck disable=SC2034 # for who sources this
      BASE_PORT=$base
      return 0
    fi
    release_ports
  done
  return 1
}

# The lock ends with the open file, so that none outlives a script. It stands where all users of the machine see it.
reserve_base() {
  local file=/tmp/consent-ledger-ports-$1.lock
  [[ -e $file ]] || : >"$file" || return 1
  exec {PORTS_LOCK}<"$file" || return 1
  flock -n "$PORTS_LOCK" || { release_ports; return 1; }
}

release_ports() {
  [[ -z ${PORTS_LOCK:-} ]] || exec {PORTS_LOCK}>&-
  PORTS_LOCK=
}
