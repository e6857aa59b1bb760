# shellcheck shell=bash
# Builds what the two commands run on: node/target/lib and cli/target/lib. Needs common.sh and setup.sh.

# Whether this module's command (cli or node) can run.
is_packaged() {
  compgen -G "$ROOT/$1/target/lib/consentledger-$1-*.jar" >/dev/null
}

is_built() {
  is_packaged cli && is_packaged node
}

# Whether a source or build file is newer than the jars.
is_stale() {
  local jar
  jar=$(compgen -G "$ROOT/node/target/lib/consentledger-node-*.jar" | head -n 1)
  [[ -n $(find "$ROOT"/pom.xml "$ROOT"/*/pom.xml "$ROOT"/*/src/main -newer "$jar" -type f -print -quit 2>/dev/null) ]]
}

# Compiles and packages without tests, modules that don't need each other side by side.
build_all() {
  require_build_tools
  with_progress "Building (tests are skipped; the first time Maven fetches its libraries)" "$LOGS/build.log" \
    "$MVN" -B -f "$ROOT/pom.xml" package -T 2 -Dmaven.test.skip=true -Djacoco.skip=true -Dmaven.artifact.threads=10
}

# For the launchers: builds only where their module wasn't built, and says so on standard error, for standard output is data.
build_if_missing() {
  is_packaged "$1" && return 0
  warn "Not built yet: building first."
  build_all >&2
}
