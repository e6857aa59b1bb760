package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelegationCommandsTest {
  private static final String[] WHO = {"--wallet", "ann", "--controller", "bank"};

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("net")).asking(node);
    cli.run("wallet", "new", "ann");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void delegatesSignInTheCustomersStead() throws Exception {
    cli.run("wallet", "new", "bob");
    String delegation = "5a".repeat(32);
    act("delegate --agent retailer --scope WITHDRAW,PREFERENCE --until 2027-01-31", WHO);
    act("delegate --delegate bob --capacity GUARDIAN --scope DECIDE --until 2027-01-31", WHO);
    act("withdraw --process marketing --as-agent retailer", WHO);
    act("opt-out --right SALE --as-delegate bob", WHO);
    act("revoke-delegation --delegation " + delegation, WHO);
    act("revoke-delegation --as-delegate bob --delegation " + delegation, WHO);

    assertThat(payload(0).path("agent").asText()).isEqualTo("retailer");
    assertThat(payload(0).path("capacity").asText()).isEqualTo("AGENT");
    assertThat(payload(0).path("scope").toString()).isEqualTo("[\"PREFERENCE\",\"WITHDRAW\"]");
    assertThat(payload(0).path("untilMs").asLong()).isEqualTo(1_801_353_600_000L);
    assertThat(payload(1).path("agentKey").path("key").asText()).matches("[0-9a-f]{64}");
    assertThat(payload(5).path("delegation").asText()).isEqualTo(delegation);
    assertThat(keyId(0)).isEqualTo(keyId(1)).isEqualTo(keyId(4));
    assertThat(keyId(3)).isEqualTo(keyId(5)).isNotEqualTo(keyId(0)).isNotEqualTo(keyId(2));
  }

  private void act(String line, String... more) {
    String[] words = line.split(" ", -1);
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    Cli.Run run = cli.run(all);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private ObjectNode payload(int index) {
    return (ObjectNode) node.committed().get(index).path("payload");
  }

  private String keyId(int index) {
    return node.committed().get(index).path("statement").path("keyId").asText();
  }
}
