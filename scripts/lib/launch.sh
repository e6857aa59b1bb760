# shellcheck shell=bash
# How the two commands are started on what was built. Needs common.sh and setup.sh.
# JAVA_OPTS is put last, so that it wins over what stands here.

# A command lives for a moment: the quick compiler only, the small collector.
CLI_OPTS=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xss1m -XX:-UsePerfData -Dslf4j.internal.verbosity=ERROR)

# A node idles most of the day: a heap that starts small, holds all that may be held at once (docs/reference/memory.md),
# and is given back while idle; few native arenas, and an end on the first sign of a broken heap.
# JAVA_OPTS=-Xmx1g gives a busy node more.
NODE_OPTS=(-Xms32m -Xmx512m -XX:+UseG1GC -XX:MaxGCPauseMillis=100 -XX:ParallelGCThreads=2 -XX:ConcGCThreads=1
  -XX:G1PeriodicGCInterval=60000 -XX:MaxDirectMemorySize=128m -Xss512k
  -XX:ReservedCodeCacheSize=64m -XX:MaxMetaspaceSize=128m -XX:-UsePerfData
  -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:+ExitOnOutOfMemoryError)

CLI_MAIN=io.consentledger.cli.ConsentCommand
NODE_MAIN=io.consentledger.node.ConsentNode

# Newer JDKs warn, on standard error, of native code (RocksDB, Netty) that isn't announced.
native_access_opts() {
  local home=${JAVA%/bin/java}
  if (($(java_feature_version "$home") >= 24)); then
    NATIVE_OPTS=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  else
    NATIVE_OPTS=()
  fi
}

# The quickstart network is what a command without --home speaks to, once it exists.
default_home() {
  if [[ -z ${CONSENT_HOME:-} && -f $ROOT/target/quickstart/network.json ]]; then
    export CONSENT_HOME="$ROOT/target/quickstart"
  fi
}

split_java_opts() {
  EXTRA_OPTS=()
  [[ -n ${JAVA_OPTS:-} ]] && read -r -a EXTRA_OPTS <<<"$JAVA_OPTS"
  return 0
}

# Replaces this process by the client.
exec_cli() {
  require_java
  native_access_opts
  split_java_opts
  default_home
  exec "$JAVA" "${CLI_OPTS[@]}" "${NATIVE_OPTS[@]}" "${EXTRA_OPTS[@]}" \
    -cp "${CONSENT_CLI_LIB:-$ROOT/cli/target/lib}/*" "$CLI_MAIN" "$@"
}

# Replaces this process by a node.
exec_node() {
  require_java
  native_access_opts
  split_java_opts
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  umask 077 # what libraries store is for this user only, as what the node stores itself
  exec "$JAVA" "${NODE_OPTS[@]}" "${NATIVE_OPTS[@]}" "${EXTRA_OPTS[@]}" \
    -cp "${CONSENT_NODE_LIB:-$ROOT/node/target/lib}/*" "$NODE_MAIN" "$@"
}
