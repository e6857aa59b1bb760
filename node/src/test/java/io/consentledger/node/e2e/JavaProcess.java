package io.consentledger.node.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class of this build in a JVM of its own, on the class path that the tests have. */
final class JavaProcess {
  private static final List<String> SMALL_JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xss512k");

  /** As scripts/lib/launch.sh: newer JDKs warn of native code that isn't announced. */
  private static final List<String> NATIVE =
      Runtime.version().feature() >= 24
          ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
          : List.of();

  private JavaProcess() {}

  /** Both output streams go to {@code out} and {@code err}, from their beginning. */
  static Process start(String mainClass, List<String> jvm, List<String> args, Path out, Path err)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(SMALL_JVM);
    line.addAll(NATIVE);
    line.addAll(jvm);
    line.add("-cp");
    line.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")));
    line.add(mainClass);
    line.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().put("CONSENT_NO_PASSPHRASE", "1");
    return builder.start();
  }
}
