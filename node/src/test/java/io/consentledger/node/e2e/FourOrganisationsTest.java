package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users do, and what they must not be able to do, on a healthy network of real processes. */
class FourOrganisationsTest {
  @TempDir static Path directory;
  private static RealNetwork network;

  @BeforeAll
  static void startNetwork() throws IOException {
    network = RealNetwork.create(directory).startAll();
    submit("catalogue", new Instructions().catalogue()).exits(0);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @Test
  void commitsWhatIsSubmittedToAnyNode() throws IOException {
    List<String> heads = new ArrayList<>();
    for (String node : RealNetwork.NODES) {
      String wallet = "via-" + node;
      network.consent("wallet", "new", wallet).exits(0);
      network
          .consent("--node", node, "open", "--wallet", wallet, "--controller", "retailer")
          .exits(0);
    }
    network.awaitSameHeight(RealNetwork.NODES);
    for (String node : RealNetwork.NODES) {
      heads.add(network.statusOf(node).get("headHash").asText());
      for (String asked : RealNetwork.NODES) {
        network.consent("--node", asked, "audit", "--wallet", "via-" + node, "--json").exits(0);
      }
    }
    assertThat(heads).hasSize(4).containsOnly(heads.get(0));
  }

  @Test
  void deniesAfterTheWithdrawalAndGivesTheSameAnswerFromEveryNode() throws IOException {
    submit("dora", new Instructions().customer("dora", false)).exits(0);
    assertThat(check("dora", "bank-1").exits(0).json().get("decision").asText())
        .isEqualTo("PERMIT");

    network
        .consent("withdraw", "--wallet", "dora", "--controller", "retailer", "--process", "loyalty")
        .exits(0);

    List<JsonNode> answers = new ArrayList<>();
    for (String node : RealNetwork.NODES) {
      answers.add(check("dora", node).exits(1).json());
    }
    assertThat(answers).extracting(answer -> answer.get("decision").asText()).containsOnly("DENY");
    assertThat(answers)
        .extracting(answer -> answer.get("reasons"))
        .containsOnly(answers.get(0).get("reasons"));
  }

  @Test
  void recordsASaleAfterAnOptOutAndFlagsItAlikeOnEveryNode() throws IOException {
    submit(
            "sold",
            new Instructions()
                .line("{\"do\":\"open\",\"wallet\":\"sold\",\"controller\":\"retailer\"}")
                .line(
                    "{\"do\":\"opt-out\",\"wallet\":\"sold\",\"controller\":\"retailer\",\"right\":\"SALE\"}")
                .line(
                    "{\"do\":\"record-disclosed\",\"wallet\":\"sold\",\"controller\":\"retailer\",\"process\":\"sale@1\","
                        + "\"dataCategories\":[\"Purchase\"],\"recipient\":\"insurer\",\"disclosure\":\"SALE\"}"))
        .exits(0);
    List<String> findings = new ArrayList<>();
    for (String node : RealNetwork.NODES) {
      CommandResult audit = network.consent("--node", node, "audit", "--wallet", "sold", "--json");
      JsonNode found = audit.exits(0).json().findValues("findings").get(0);
      findings.add(audit.json().findValues("findings").toString());
      assertThat(found).isNotNull();
    }
    assertThat(findings).containsOnly(findings.get(0));
    assertThat(findings.get(0)).contains("SOLD_AFTER_OPT_OUT");
  }

  @Test
  void answersAReplayWithTheSameReceiptAndRecordsNothingTwice() throws Exception {
    Customer customer = customer();
    Path file = new Instructions().signed(customer.open()).write(file("replay"));
    CommandResult first = network.consent("submit", file.toString(), "--json").exits(0);
    Files.writeString(file("replay-again"), Files.readString(file) + "\n");
    CommandResult again = network.consent("submit", file("replay-again").toString(), "--json");
    again.exits(0);
    assertThat(first.out()).isNotEqualTo("");
    assertThat(history(customer).get("entries")).hasSize(1);
  }

  @Test
  void refusesAChangedByte() throws Exception {
    Customer customer = customer();
    byte[] wire = customer.open().encode().toArray();
    // The last byte of the signature: 148 bytes of statement, 2 of length, 64 of signature.
    wire[148 + 2 + 63] ^= 1;
    submit("changed", new Instructions().wire(Bytes.copyOf(wire).toBase64()))
        .exits(1)
        .mentions("signature-invalid");
  }

  @Test
  void refusesAChangedByteOfThePayload() throws Exception {
    byte[] wire = customer().open().encode().toArray();
    wire[wire.length - 3] ^= 1;
    CommandResult refused =
        submit("changed-payload", new Instructions().wire(Bytes.copyOf(wire).toBase64()));
    refused.mentions("payload-hash-mismatch");
    assertThat(refused.exit()).isIn(1, 2);
  }

  @Test
  void refusesAnUnknownKey() throws Exception {
    Customer customer = customer();
    submit(
            "unknown-key",
            new Instructions().signed(customer.withdraw("loyalty", Customer.newKey())))
        .exits(1)
        .mentions("key-unknown");
  }

  @Test
  void refusesAWithdrawalBySomeoneElse() throws Exception {
    Customer customer = agreed();
    Customer other = agreed();
    submit("else", new Instructions().signed(customer.withdraw("loyalty", other.key())))
        .exits(1)
        .mentions("signer-not-authorised");
    assertThat(history(customer).get("entries")).hasSize(2);
  }

  @Test
  void refusesAGrantByTheControllerButTakesItsRelayedWithdrawal() throws Exception {
    Customer customer = customer();
    submit("joined", new Instructions().signed(customer.open())).exits(0);
    Transaction forged = customer.grant("loyalty", "privacy", "Purchase", customer.controllerKey());
    submit("granted", new Instructions().signed(forged)).exits(1).mentions("signer-not-subject");

    Transaction own = customer.grant("loyalty", "privacy", "Purchase", customer.key());
    Transaction relayed = customer.withdraw("loyalty", customer.controllerKey());
    submit("relayed", new Instructions().signed(own).signed(relayed)).exits(0);
    assertThat(history(customer).get("entries")).hasSize(3);
  }

  @Test
  void saysThatACustomerDoesNotExist() throws Exception {
    network.consent("audit", customer().subject().toHex()).exits(1).mentions("subject-unknown");
  }

  @Test
  void saysWhatIsWrongWithAWrongCommand() throws IOException {
    network.consent("grant", "--wallet", "nobody").exits(2);
    network.consent("tx", "not-hexadecimal").exits(2);
  }

  @Test
  void showsEveryNodeInItsStatus() throws IOException {
    JsonNode nodes = network.consent("status", "--json").exits(0).json().get("nodes");
    assertThat(nodes).hasSize(4);
    for (JsonNode node : nodes) {
      String name = node.get("name").asText();
      assertThat(node.get("reachable").asBoolean()).isTrue();
      assertThat(node.get("pid").asLong()).isEqualTo(network.pid(name));
      assertThat(node.get("role").asText()).isIn("LEADER", "FOLLOWER");
      assertThat(node.get("height").asLong()).isPositive();
      assertThat(node.get("headHash").asText()).hasSize(64);
      assertThat(node.has("certifiedHeight")).isTrue();
    }
  }

  private static CommandResult check(String wallet, String node) throws IOException {
    return network.consent(
        "--node",
        node,
        "check",
        "--wallet",
        wallet,
        "--controller",
        "retailer",
        "--process",
        "loyalty",
        "--operation",
        "USE",
        "--data-categories",
        "Purchase",
        "--json");
  }

  private static Customer customer() throws Exception {
    return Customer.of(network.home(), "retailer");
  }

  private static Customer agreed() throws Exception {
    Customer customer = customer();
    submit(
            "agreed-" + customer.subject().toHex().substring(0, 8),
            new Instructions()
                .signed(customer.open())
                .signed(customer.grant("loyalty", "privacy", "Purchase", customer.key())))
        .exits(0);
    return customer;
  }

  private static JsonNode history(Customer customer) {
    return NodeHttp.json(
        network.url("bank-1") + "/v1/subjects/" + customer.subject().toHex() + "/history");
  }

  private static CommandResult submit(String name, Instructions instructions) throws IOException {
    return network.consent("submit", instructions.write(file(name)).toString());
  }

  private static Path file(String name) {
    return directory.resolve(name + ".jsonl");
  }
}
