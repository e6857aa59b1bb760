package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** Two homes: the delegate's has the wallet bob, the customer's doesn't. */
  @Test
  void aDelegateFromAnotherHomeHandsOverAKey() throws Exception {
    Path net = directory.resolve("net");
    Path bobs = Files.createDirectories(directory.resolve("bobs"));
    for (String file : List.of("genesis.json", "network.json")) {
      Files.copy(net.resolve(file), bobs.resolve(file));
    }
    Cli other = Cli.at(bobs).asking(node);
    other.run("wallet", "new", "bob");
    String reference = reference(cli, "ann");
    String key = directory + "/bob.key.json";
    Cli.Run made =
        other.run(
            "wallet",
            "delegate-key",
            "bob",
            "--controller",
            "bank",
            "--subject",
            reference,
            "--out",
            key);
    assertThat(made.exit()).as(made.err()).isZero();

    act("delegate --scope WITHDRAW --until 2027-01-31 --delegate-key " + key, WHO);
    assertThat(Kind.DELEGATE.label()).isEqualTo(node.committed().get(0).path("kind").asText());
    Payload.parse(Kind.DELEGATE, payload(0)).verifyInside(network());
    Cli.Run withdrawn =
        other.run(
            "withdraw",
            "--subject",
            reference,
            "--controller",
            "bank",
            "--process",
            "m",
            "--as-delegate",
            "bob");
    assertThat(withdrawn.exit()).as(withdrawn.err()).isZero();
    VerifyingKey appointed =
        VerifyingKey.of(
            Algorithm.ED25519, Bytes.fromHex(payload(0).path("agentKey").path("key").asText()));
    assertThat(keyId(1)).isEqualTo(appointed.id().toHex());
  }

  @Test
  void takesNoKeyThatWasMadeForAnotherOrChanged() throws Exception {
    cli.run("wallet", "new", "eve");
    cli.run("wallet", "new", "bob");
    Path key = directory.resolve("key.json");
    cli.run(
        "wallet",
        "delegate-key",
        "bob",
        "--controller",
        "bank",
        "--subject",
        reference(cli, "eve"),
        "--out",
        "" + key);
    String[] delegate = {
      "delegate",
      "--wallet",
      "ann",
      "--controller",
      "bank",
      "--scope",
      "WITHDRAW",
      "--until",
      "2027-01-31",
      "--delegate-key",
      "" + key
    };
    assertThat(cli.run(delegate).err()).contains("[delegate-key-mismatch]");
    Files.writeString(key, Files.readString(key) + " ");
    assertThat(cli.run(delegate).err()).contains("[delegate-key-malformed]");
    assertThat(node.committed()).isEmpty();
  }

  private NetworkId network() throws Exception {
    byte[] genesis = Files.readAllBytes(directory.resolve("net/genesis.json"));
    return NetworkId.of(Bytes.copyOf(genesis));
  }

  private static String reference(Cli home, String wallet) throws Exception {
    for (JsonNode one : home.run("wallet", "show", wallet, "--json").json().path("relationships")) {
      if (one.path("controller").asText().equals("bank")) {
        return one.path("subjectRef").asText();
      }
    }
    throw new AssertionError("no reference with the bank");
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
