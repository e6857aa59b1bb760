package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objections and restrictions from the command line. */
class ObjectionCommandTest {
  private static final String WHO = " --wallet ann --controller bank";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"OBJECTION", "RESTRICTION"})
  void theCustomerSaysItAndTheControllerPassesItOn(String right) throws Exception {
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli cli = Cli.withNetwork(directory.resolve("net")).asking(node);
      cli.run("wallet", "new", "ann");
      run(cli, "open" + WHO);
      run(cli, "opt-out --right " + right + WHO);
      run(cli, "opt-out --source PHONE --by bank --right " + right + WHO);
      run(cli, "opt-in --right " + right + WHO);

      assertThat(node.committed().subList(1, 4))
          .extracting(it -> it.path("payload").path("right").asText())
          .containsOnly(right);
      assertThat(node.committed().subList(1, 4))
          .extracting(it -> it.path("payload").path("value").asText())
          .containsExactly("OPTED_OUT", "OPTED_OUT", "OPTED_IN");
      assertThat(signer(node, 2)).isNotEqualTo(signer(node, 1)).isNotEqualTo(signer(node, 3));
    }
  }

  @Test
  void theHelpNamesThem() throws Exception {
    assertThat(Cli.withNetwork(directory.resolve("net")).run("opt-out", "--help").out())
        .contains("OBJECTION", "RESTRICTION");
  }

  private static void run(Cli cli, String line) {
    Cli.Run run = cli.run(line.split(" ", -1));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private static JsonNode signer(FakeNode node, int index) {
    return node.committed().get(index).path("statement").path("keyId");
  }
}
