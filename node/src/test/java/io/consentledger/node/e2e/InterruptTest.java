package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody presses Ctrl-C while {@code consent} waits for a network that can't commit. */
class InterruptTest {
  private static final Pattern ADVICE =
      Pattern.compile("unknown outcome, ask with: consent tx ([0-9a-f]{64})");
  private static final List<String> LEFT = List.of("insurer-1", "bank-1");

  @TempDir Path directory;
  private RealNetwork network;

  @BeforeEach
  void startNetwork() throws IOException {
    network = RealNetwork.create(directory).startAll();
    network.consent("wallet", "new", "ann").exits(0);
  }

  @AfterEach
  void stopNetwork() {
    network.close();
  }

  @Test
  void saysThatTheOutcomeIsUnknownAndTellsItOnceTheNetworkIsBack() throws Exception {
    network.kill("retailer-1");
    network.kill("regulator-1");
    RunningCommand open =
        network.consentInBackground(
            "--timeout", "300", "open", "--wallet", "ann", "--controller", "bank");
    Await.until(
        "a node holds the transaction, and can't commit it",
        Duration.ofSeconds(60),
        () -> LEFT.stream().anyMatch(this::holdsSomething));

    interrupt(open.process());
    CommandResult result = open.await(Duration.ofSeconds(30)).exits(3);
    Matcher advice = ADVICE.matcher(result.err());
    assertThat(advice.find()).as(result.toString()).isTrue();
    assertThat(result.out()).isEmpty();

    network.consent("--timeout", "3", "tx", advice.group(1)).exits(3).mentions("no-node-answered");
    network.start("retailer-1");
    network.awaitReady(List.of("bank-1", "insurer-1", "retailer-1"));
    Await.until(
        "what was sent before the interruption is committed",
        Duration.ofSeconds(60),
        () -> network.statusOf("bank-1").get("height").asLong() == 1);
    network.consent("tx", advice.group(1)).exits(0).mentions("relationship opened");
  }

  private boolean holdsSomething(String node) {
    return network.statusOf(node).at("/mempool/transactions").asLong() > 0;
  }

  /** SIGINT, as a terminal sends it. */
  private static void interrupt(Process process) throws Exception {
    // A process that is started in a shell's background ignores SIGINT, and so do its children.
    String signal = ignoresInterrupts(process) ? "-TERM" : "-INT";
    String command = "kill " + signal + " " + process.pid();
    // The shell's own kill: a bare machine has no program of that name.
    assertThat(new ProcessBuilder("bash", "-c", command).start().waitFor()).isZero();
  }

  private static boolean ignoresInterrupts(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        return (ignored & 0b10) != 0;
      }
    }
    return false;
  }
}
