package io.consentledger.ledger.evidence;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the second verifier's scripts in one Python: that of the property {@code
 * consentledger.python}, else the {@code python3} of the path. Where there is none that is new
 * enough, the test is skipped and says so.
 *
 * @param root of the checkout
 * @param vectors folder of the published vectors; empty where there is none
 */
public record Python(String command, Path root, String vectors) {
  private static final long LONGEST_RUN_MINUTES = 10;
  private static final String IS_NEW_ENOUGH =
      "import sys; sys.exit(0 if sys.version_info >= (3, 9) else 1)";

  /** What a run said, both streams together, and its exit code. */
  public record Done(int exitCode, List<String> output) {}

  public static Python find() {
    Python python =
        new Python(
            locate(),
            Path.of(System.getProperty("consentledger.root", "..")),
            System.getProperty("consentledger.vectors", ""));
    if (python.run("-c", IS_NEW_ENOUGH).exitCode() != 0) {
      abort(python.command + " is older than Python 3.9, which the second verifier needs");
    }
    return python;
  }

  /** The path of a file below {@code scripts}. */
  public String script(String name) {
    return root.resolve("scripts").resolve(name).toString();
  }

  public Done run(String... arguments) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("python", ".out");
      try {
        return run(new ProcessBuilder(line), output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException broken) {
      return fail(command + " can't be run", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return fail("interrupted", stopped);
    }
  }

  private Done run(ProcessBuilder builder, Path output) throws IOException, InterruptedException {
    builder.environment().remove("CONSENT_VECTORS");
    if (!vectors.isEmpty()) {
      builder.environment().put("CONSENT_VECTORS", vectors);
    }
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(LONGEST_RUN_MINUTES, TimeUnit.MINUTES)) {
        fail(String.join(" ", builder.command()) + " ran longer than it may");
      }
    } finally {
      process.destroyForcibly();
    }
    return new Done(process.exitValue(), Files.readAllLines(output));
  }

  private static String locate() {
    String named = System.getProperty("consentledger.python", "");
    if (!named.isEmpty()) {
      return named;
    }
    boolean onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    if (!onPath) {
      abort("there is no python3 on the PATH, so the second verifier can't be run");
    }
    return "python3";
  }
}
