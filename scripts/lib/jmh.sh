# shellcheck shell=bash
# Runs the micro-benchmarks that stand in <module>/src/jmh. Needs common.sh and setup.sh, with MVN set.

jmh_modules() {
  local dir
  for dir in "$ROOT"/*/src/jmh/java; do
    [[ -d $dir ]] || continue
    dir=${dir#"$ROOT"/}
    printf '%s\n' "${dir%%/*}"
  done
}

# Compiles the benchmarks and writes each module's class path to target/jmh.classpath.
build_jmh() {
  local modules
  modules=$(jmh_modules | paste -sd, -)
  with_progress "Building the micro-benchmarks" "$LOGS/jmh-build.log" \
    "$MVN" -B -f "$ROOT/pom.xml" -Pbench -pl "$modules" -am -DskipTests -Djacoco.skip=true test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
    -Dmdep.outputFile=target/jmh.classpath -Dmdep.includeScope=test
}

# run_jmh MODULE: short runs, in the table JMH prints at the end. A number is the mean of 3 seconds after 2 to warm up.
run_jmh() {
  local dir="$ROOT/$1/target" log="$LOGS/jmh-$1.log"
  with_progress "Micro-benchmarks of $1" "$log" \
    "$JAVA_HOME/bin/java" -cp "$dir/test-classes:$dir/classes:$(cat "$dir/jmh.classpath")" \
    org.openjdk.jmh.Main -f 1 -wi 2 -w 1 -i 3 -r 1 -foe true
  awk '/^Benchmark +/ { on = 1 } on' "$log"
}
