#!/usr/bin/env bash
# Does what docs/how-to/run-a-node.md tells its reader, on a bare Debian in a folder, and checks what came of it: the node
# runs as its own user, answers, and nobody else may read what it stores. Needs root, and debootstrap (it fetches some
# 150 MB). Everything runs in namespaces of its own and ends with this script.
#   scripts/lib/run-guide.sh [FOLDER]     FOLDER: a bare Debian that an earlier run made there, or a new one is made
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=scripts/lib/setup.sh
source "$ROOT/scripts/lib/setup.sh"
# shellcheck source=scripts/lib/build.sh
source "$ROOT/scripts/lib/build.sh"

HOST=bank.example
NODE=bank-1
STARTED=/checkout/target/guide.pid

make_debian() {
  [[ ! -e $1/usr/bin/java ]] || return 0
  command -v debootstrap >/dev/null || install_packages debootstrap
  with_progress "Fetching a bare Debian" "$LOGS/guide-debian.log" debootstrap --variant=minbase bookworm "$1"
  cp /etc/resolv.conf "$1/etc/resolv.conf"
  DEBIAN_FRONTEND=noninteractive with_progress "Installing Java there" "$LOGS/guide-java.log" \
    unshare --mount --pid --fork --kill-child --mount-proc="$1/proc" \
    chroot "$1" apt-get install -y -q --no-install-recommends openjdk-17-jre-headless
}

# The checkout as it is, with what was built; not its history, nor what it stored.
copy_checkout() {
  rm -rf "${1:?}/checkout"
  mkdir -p "$1/checkout/target"
  (cd "$ROOT" && tar -c --exclude=./target --exclude=./.git --exclude='*/target/*classes*' .) | tar -x -C "$1/checkout"
}

# What follows runs inside, as root.
inside() {
  cd /checkout
  hostname "$HOST"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$HOST" >/etc/hosts
  userdel consent-ledger 2>/dev/null || true
  rm -rf /opt/consent-ledger /etc/consent-ledger /var/lib/consent-ledger handover
  scripts/consent network init handover --organisations bank:CONTROLLER --hosts "$HOST"
  split_page docs/how-to/run-a-node.md
  scripts/lib/run-tutorial.sh target/guide-1.md
  start_service
  trap stop_service EXIT
  await_node
  scripts/lib/run-tutorial.sh target/guide-2.md
  check_modes
  say "The guide holds: $NODE runs as its own user, and nobody else reads what it stores"
}

# The part before the service is started, and the part after.
split_page() {
  awk '/^## Run it as a service/ { second = 1 } { print > ("target/guide-" (second ? 2 : 1) ".md") }' "$1"
}

# What the unit says, for there is no systemd here.
start_service() {
  local unit=/opt/consent-ledger/lib/systemd/consent-node@.service command user
  command=$(sed -n "s/^ExecStart=//p" "$unit" | sed "s/%i/$NODE/g")
  user=$(sed -n 's/^User=//p' "$unit")
  # shellcheck disable=SC2086 # the command's words
  setsid setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs $command >target/guide-node.log 2>&1 &
  echo $! >"$STARTED"
}

stop_service() {
  kill "$(cat "$STARTED")" 2>/dev/null || true
}

await_node() {
  local deadline=$((SECONDS + 180))
  until CONSENT_HOME=/etc/consent-ledger scripts/consent --node "$NODE" --timeout 5 --json status 2>/dev/null | grep -q '"ready" : true'; do
    if ((SECONDS > deadline)) || ! kill -0 "$(cat "$STARTED")" 2>/dev/null; then
      tail -n 20 target/guide-node.log >&2
      die 1 "$NODE did not become ready"
    fi
    sleep 0.5
  done
}

check_modes() {
  local open
  open=$(find /var/lib/consent-ledger /etc/consent-ledger/nodes/"$NODE" -perm /077 -print)
  [[ -z $open ]] || die 1 "others may read: $open"
  open=$(find /var/lib/consent-ledger -not -user consent-ledger -print)
  [[ -z $open ]] || die 1 "not the node's own: $open"
  [[ -n $(find /var/lib/consent-ledger/data -name vote-lock) ]] || die 1 "the node stored nothing"
}

if [[ ${1:-} == --inside ]]; then
  inside
  exit
fi
((EUID == 0)) || die 2 "needs root: it makes a Debian in a folder"
if ! is_built || is_stale; then build_all; fi
folder=${1:-$(mktemp -d)}
make_debian "$folder"
copy_checkout "$folder"
# shellcheck disable=SC2016 # expanded inside
unshare --mount --pid --net --uts --fork --kill-child --mount-proc="$folder/proc" bash -c '
  ip link set lo up && exec chroot "$1" /checkout/scripts/lib/run-guide.sh --inside' _ "$folder"
[[ -n ${1:-} ]] || rm -rf "$folder"
