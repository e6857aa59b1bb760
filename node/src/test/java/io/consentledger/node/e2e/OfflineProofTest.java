package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an auditor gets from a network of real processes, and verifies without it: with {@code
 * consent verify}, and with the independent {@code scripts/verify_audit.py}.
 */
class OfflineProofTest {
  private static final Duration CERTIFIED_LIMIT = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static RealNetwork network;

  @BeforeAll
  static void startNetwork() throws IOException {
    network = RealNetwork.create(directory).startAll();
    Path records =
        new Instructions()
            .catalogue()
            .customer("dora", true)
            .customer("emil", false)
            .write(directory.resolve("records"));
    network.consent("submit", records.toString()).exits(0);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @Test
  void provesACompleteHistoryToBothVerifiers() throws Exception {
    Path bundle = directory.resolve("dora.consent-audit.json");
    network
        .consent("audit", "--wallet", "dora", "--controller", "retailer", "--proof", name(bundle))
        .exits(0);

    JsonNode verified = verify(bundle).exits(0).json();
    assertThat(verified.get("verified").asBoolean()).isTrue();
    assertThat(verified.toString()).contains("retailer");
    python(bundle).exits(0);

    Path shortened = directory.resolve("shortened.json");
    String text = Files.readString(bundle);
    Files.writeString(shortened, text.replaceFirst("\"claim\"", "\"clain\""));
    verify(shortened).exits(1).mentions("bundle-malformed");
    python(shortened).exits(1).mentions("bundle-malformed");
  }

  @Test
  void provesThatNothingIsRecordedOfAStranger() throws Exception {
    Path bundle = directory.resolve("stranger.json");
    network.consent("audit", "ab".repeat(32), "--proof", name(bundle)).exits(0);

    verify(bundle).exits(0).mentions("no records");
    python(bundle).exits(0);
  }

  @Test
  void provesADecisionAndWhatWasKnownEarlier() throws Exception {
    Path now = directory.resolve("decision.json");
    Path first = directory.resolve("decision-at-1.json");
    String[] question = {
      "check", "--wallet", "gina", "--controller", "retailer", "--process", "nothing-such"
    };
    network.consent("wallet", "new", "gina").exits(0);
    network.consent("open", "--wallet", "gina", "--controller", "retailer").exits(0);

    network.consent(with(question, "--proof", name(now))).exits(1).mentions("PROCESS_UNKNOWN");
    verify(now).exits(0).mentions("PROCESS_UNKNOWN");
    python(now).exits(0).mentions("INDETERMINATE (PROCESS_UNKNOWN)");
    network
        .consent(with(question, "--known-at", "1", "--proof", name(first)))
        .exits(1)
        .mentions("RELATIONSHIP_UNKNOWN");
    verify(first).exits(0).mentions("RELATIONSHIP_UNKNOWN");
    python(first).exits(0).mentions("INDETERMINATE (RELATIONSHIP_UNKNOWN)");
    network.consent(with(question, "--known-at", "999999999")).exits(1).mentions("block-unknown");
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void linksAnExportToAnEarlierOneAndToAChallenge() throws Exception {
    Path first = directory.resolve("emil-1.json");
    Path second = directory.resolve("emil-2.json");
    network
        .consent("audit", "--wallet", "emil", "--controller", "retailer", "--proof", name(first))
        .exits(0);
    JsonNode challenge =
        network.consent("challenge", "--as", "regulator", "--json").exits(0).json();
    network
        .consent(
            "audit",
            "--wallet",
            "emil",
            "--controller",
            "retailer",
            "--proof",
            name(second),
            "--since",
            name(first),
            "--challenge",
            challenge.get("txId").asText())
        .exits(0);

    String nonce = challenge.get("payload").get("nonce").asText();
    verify(second, "--since", name(first), "--challenge", nonce).exits(0);
    python(second, "--since", name(first), "--challenge", nonce).exits(0);
    verify(second, "--challenge", "00".repeat(32)).exits(1).mentions("challenge-mismatch");
    verify(first, "--since", name(second)).exits(1).mentions("since-missing");
  }

  @Test
  void certifiesAReceiptThatHoldsOffline() throws Exception {
    network.consent("wallet", "new", "fred").exits(0);
    JsonNode receipt =
        network
            .consent("open", "--wallet", "fred", "--controller", "retailer", "--json")
            .exits(0)
            .json();
    assertThat(receipt.get("certified").asBoolean()).isTrue();
    Path bundle = directory.resolve("receipt.json");
    network.consent("receipt", receipt.get("txId").asText(), "--output", name(bundle)).exits(0);

    verify(bundle).exits(0).mentions("completeness");
    python(bundle).exits(0);
  }

  /** Any one node may be down, the leader among them. */
  @Test
  void goesOnCertifyingWithAnyOneNodeDead() throws Exception {
    for (String victim : RealNetwork.NODES) {
      network.kill(victim);
      List<String> others = new ArrayList<>(RealNetwork.NODES);
      others.remove(victim);
      network.awaitReady(others);
      String wallet = "without-" + victim;
      network.consent("wallet", "new", wallet).exits(0);
      network
          .consent("--node", others.get(0), "open", "--wallet", wallet, "--controller", "retailer")
          .exits(0)
          .mentions("certified");
      network.start(victim);
      network.awaitReady(RealNetwork.NODES);
      awaitCertified();
    }
  }

  /** Every node, also one that was away, comes to hold the certificate of the newest block. */
  private static void awaitCertified() {
    Await.until(
        "the newest block certified on every node",
        CERTIFIED_LIMIT,
        () ->
            RealNetwork.NODES.stream()
                .map(network::statusOf)
                .allMatch(
                    status ->
                        status.get("certifiedHeight").asLong() == status.get("height").asLong()));
  }

  private static CommandResult verify(Path bundle, String... options) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("verify", name(bundle), "--genesis", name(genesis()), "--json"));
    all.addAll(List.of(options));
    return network.consent(all.toArray(String[]::new));
  }

  private static CommandResult python(Path bundle, String... options) throws IOException {
    return network.python(
        "verify_audit.py", List.of(name(bundle), "--genesis", name(genesis())), options);
  }

  private static Path genesis() {
    return network.home().resolve("genesis.json");
  }

  private static String name(Path file) {
    return file.toString();
  }
}
