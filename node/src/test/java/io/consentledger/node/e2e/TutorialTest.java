package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's commands, as its reader would type them, on the sample that the project ships. */
class TutorialTest {
  private static final Path ROOT = Path.of(System.getProperty("consentledger.root", ".."));
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void doesWhatItTellsItsReaders() throws IOException {
    assumeTrue(
        Files.isDirectory(ROOT.resolve("cli/target/lib")),
        "needs the packaged command, which mvn verify makes");
    try (RealNetwork network = RealNetwork.create(directory).startAll()) {
      for (String part : List.of("catalogue.jsonl", "customers.jsonl")) {
        String file = ROOT.resolve("scripts/sample").resolve(part).toString();
        network.consent("--timeout", "120", "submit", file).exits(0);
      }
      assertThat(tutorial(network.home()).exits(0).out()).contains("blocks, all as written");
    }
  }

  private CommandResult tutorial(Path home) throws IOException {
    Path out = directory.resolve("tutorial.out");
    ProcessBuilder builder =
        new ProcessBuilder("bash", ROOT.resolve("scripts/lib/run-tutorial.sh").toString());
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("CONSENT_HOME", home.toString());
    return new RunningCommand("tutorial", builder.start(), out, out).await(LIMIT);
  }
}
