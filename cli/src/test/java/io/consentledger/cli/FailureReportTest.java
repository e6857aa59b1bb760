package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReportTest {
  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void home() {
    cli = Cli.withNetwork(directory.resolve("net"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wallet show nobody",
        "grant --wallet nobody --controller bank --process marketing@1",
        "check --wallet nobody --controller bank --process marketing",
        "audit --wallet nobody"
      })
  void aWalletThatIsNotThereIsAMistakeAndNoAnswer(String line) {
    Cli.Run run = cli.run(line.split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("[wallet-unknown]");
  }

  @Test
  void whoAsksForJsonGetsFailuresAsJson() throws Exception {
    Cli.Run run = cli.run("wallet", "show", "nobody", "--json");
    ObjectNode error = (ObjectNode) run.json().path("error");
    assertThat(error.path("code").asText()).isEqualTo("wallet-unknown");
    assertThat(error.path("message").asText()).contains("nobody");
    assertThat(error.path("action").asText()).isNotEmpty();
    assertThat(error.path("exitCode").asInt()).isEqualTo(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("[wallet-unknown]");
  }

  @Test
  void aCommandLineThatMakesNoSenseIsJsonTooWhereItAsksForIt() throws Exception {
    Cli.Run run = cli.run("wallet", "shew", "nobody", "--json");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.json().path("error").path("code").asText()).isEqualTo("usage");
    assertThat(cli.run("wallet", "shew", "nobody").out()).isEmpty();
  }

  /** Two JSON documents one after the other would be none. */
  @Test
  void aResultThatIsPrintedStaysTheOnlyDocument() throws Exception {
    Cli.Run run = cli.run("status", "--json", "--node", "http://127.0.0.1:1");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.json().path("nodes")).hasSize(1);
    assertThat(run.err()).contains("[no-node-answered]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wallet list --json", "--help", "wallet new ann"})
  void aResultThatIsLostIsNoSuccess(String line) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = ("--home " + directory.resolve("net") + " " + line).split(" ");
    if (line.startsWith("wallet new")) {
      args = (String.join(" ", args) + " --no-passphrase").split(" ");
    }
    int exit =
        ConsentCommand.execute(
            args,
            new PrintStream(new FullDisk(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system());
    assertThat(exit).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("[output-failed]");
  }

  @Test
  void aMistypedTermIsAMistakeAndNoDenial() throws Exception {
    String check = "check --subject " + "0".repeat(64) + " --controller bank --process p";
    Cli.Run run = cli.run((check + " --data-categories Emailaddress").split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("[term-unknown]").contains("EmailAddress");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant --process marketing@1 --data-categories Naem",
        "grant --process marketing@1 --valid-until yesterday",
        "record used --process marketing@1 --data-categories Naem"
      })
  void detailsAreKeptOnlyForWhatCanBeRecorded(String what) throws Exception {
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli asking = cli.asking(node);
      asking.run("wallet", "new", "ann");
      asking.run("open", "--wallet", "ann", "--controller", "bank");
      Path details = Files.writeString(directory.resolve("d.json"), "{\"order\":\"4711\"}");
      String line = what + " --wallet ann --controller bank --details " + details;

      Cli.Run run = asking.run(line.split(" "));

      assertThat(run.exit()).as(run.err()).isEqualTo(2);
      assertThat(node.detailsKept()).isZero();
    }
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
