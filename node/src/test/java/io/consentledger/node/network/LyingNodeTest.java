package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.LyingNode;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three honest nodes and a leader that lies in one way after the other. Whatever it does, no honest
 * node has another header than the others, and each lie is named.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LyingNodeTest {
  private static final int LIAR = 0;

  @TempDir private static Path directory;
  private static TestNetwork network;
  private static LyingNode liar;
  private static Author bank;
  private static int notices;
  private static long number;

  @BeforeAll
  static void startNetwork() throws Exception {
    network = TestNetwork.make(directory, 4);
    for (TestNode node : network.nodes()) {
      // The liar stands for election long before anybody else does, and a busy machine doesn't
      // cost it the leadership.
      boolean lies = node == network.node(LIAR);
      configure(node.config(), lies ? 3_000 : 30_000, lies ? 6_000 : 60_000);
    }
    bank = network.author(1);
    honest().forEach(TestNode::start);
    liar = LyingNode.start(network.node(LIAR).config());
    liar.awaitLeadership();
  }

  @AfterAll
  static void stopNetwork() throws Exception {
    network.close();
    liar.close();
  }

  private static void configure(Path file, int minMs, int maxMs) throws IOException {
    String yaml = Files.readString(file);
    String timeouts = ", electionTimeoutMinMs: " + minMs + ", electionTimeoutMaxMs: " + maxMs + "}";
    Files.writeString(
        file,
        yaml.replaceFirst("(?m)^(raft: .*)}$", "$1" + timeouts)
            + "limits:\n  withheldAfterMs: 500\n");
  }

  private static List<TestNode> honest() {
    return network.nodes().subList(1, 4);
  }

  private static Transaction nextNotice() {
    return bank.notice(++notices);
  }

  private static JsonNode status(TestNode node) {
    return node.client().get("/v1/status").body();
  }

  private static void awaitEverywhere(String what, Predicate<JsonNode> condition) {
    for (TestNode node : honest()) {
      TestNetwork.await(what + " on " + node.name(), () -> condition.test(status(node)));
    }
  }

  private static void order(long timeMs, Transaction... transactions) throws Exception {
    liar.order(++number, timeMs, transactions);
  }

  /** Followers hear of a commit with the next heartbeat; the liar, which leads, applied it. */
  private static long awaitSameHead() {
    long height = liar.height();
    awaitEverywhere("block " + height, status -> status.path("height").asLong() == height);
    return network.awaitSameHead();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static boolean isAccused(JsonNode status, String kind) {
    JsonNode evidence = status.path("certification").path("evidence");
    return evidence.size() == 1
        && evidence.get(0).path("kind").asText().equals(kind)
        && evidence.get(0).path("organisation").asText().equals("bank");
  }

  @Test
  @Order(1)
  void isOrdinaryAsLongAsItKeepsToTheRules() throws Exception {
    order(now(), nextNotice());
    awaitEverywhere("a certified block", status -> status.path("certifiedHeight").asLong() == 1);
  }

  @Test
  @Order(2)
  void forgesAVoteInVain() throws Exception {
    Vote own = liar.vote(2, Digest.of(Bytes.utf8("forged")));
    Vote forged =
        new Vote(2, 0, own.headerHash(), own.signer(), new Signature(Bytes.owning(new byte[64])));
    liar.announce(forged);
    awaitEverywhere(
        "an invalid vote",
        status -> status.path("certification").path("votesInvalid").asLong() > 0);
    order(now(), nextNotice());
    awaitEverywhere("the next block", status -> status.path("certifiedHeight").asLong() == 2);
  }

  @Test
  @Order(3)
  void isNamedWhereItWithholdsATransaction() throws Exception {
    Transaction left = network.author(2).notice(1);
    Transaction later = nextNotice();
    for (Transaction transaction : List.of(left, later)) {
      for (TestNode node : honest()) {
        assertThat(node.client().submit(transaction, "?wait=admitted").status()).isIn(200, 202);
      }
    }
    order(now(), later);
    awaitEverywhere(
        "the withheld one named",
        status ->
            status.path("withheld").size() == 1
                && status.path("withheld").get(0).path("txId").asText().equals(left.id().toHex())
                && status.path("withheld").get(0).path("leader").asText().equals("bank-1"));
    order(now(), left);
    awaitEverywhere("nothing withheld", status -> status.path("withheld").isEmpty());
    awaitEverywhere("certified", status -> status.path("certifiedHeight").asLong() == 4);
  }

  @Test
  @Order(4)
  void isConvictedByTwoVotesAtOneHeightAlsoAfterARestart() throws Exception {
    long height = awaitSameHead();
    liar.announce(liar.vote(height, Digest.of(Bytes.utf8("another header"))));
    awaitEverywhere("evidence", status -> isAccused(status, "double-vote"));
    TestNode restarted = network.node(3);
    restarted.stop();
    restarted.start();
    assertThat(isAccused(status(restarted), "double-vote")).isTrue();

    order(now(), nextNotice());
    awaitEverywhere("a committed block", status -> status.path("height").asLong() == height + 1);
    awaitEverywhere(
        "no vote for it",
        status ->
            status
                .path("certification")
                .path("refused")
                .findValuesAsText("code")
                .contains("evidence"));
    for (TestNode node : honest()) {
      assertThat(status(node).path("certifiedHeight").asLong()).isEqualTo(height);
    }
  }

  @Test
  @Order(5)
  void isCertifiedAgainOnceTheOperatorsHaveSettledIt() throws Exception {
    settle();
    long height = awaitSameHead();
    awaitEverywhere("caught up", status -> status.path("certifiedHeight").asLong() == height);
  }

  @Test
  @Order(6)
  void isConvictedByTwoBatchesUnderOneNumber() throws Exception {
    Transaction one = nextNotice();
    Transaction other = nextNotice();
    order(now(), one);
    liar.order(number, now(), other);
    awaitEverywhere("evidence", status -> isAccused(status, "double-batch"));
    awaitSameHead();
  }

  @Test
  @Order(7)
  void getsNoVoteForAnOldTimeByAnnouncingABlockThatIsFarAhead() throws Exception {
    settle();
    long certified = awaitSameHead();
    awaitEverywhere("caught up", status -> status.path("certifiedHeight").asLong() == certified);
    long oldMs = status(honest().get(0)).path("headTimeMs").asLong();
    TestNetwork.await("a time long past what drift allows", () -> now() - oldMs > 15_000);
    liar.announceHead(Long.MAX_VALUE, Digest.of(Bytes.utf8("far ahead")));

    order(oldMs, nextNotice());
    awaitEverywhere(
        "the refusal",
        status ->
            status
                .path("certification")
                .path("refused")
                .findValuesAsText("code")
                .contains("block-time-behind"));
    assertThat(awaitSameHead()).isEqualTo(certified + 1);
    for (TestNode node : honest()) {
      JsonNode status = status(node);
      assertThat(status.path("certifiedHeight").asLong()).isEqualTo(certified);
      assertThat(status.path("certification").path("provenHeight").asLong()).isEqualTo(certified);
      assertThat(status.path("divergence").isNull()).isTrue();
      assertThat(status.path("ready").asBoolean()).as(status.path("notReady").toString()).isTrue();
    }
  }

  @Test
  @Order(8)
  void getsNoVoteForATimeThatIsNotNow() throws Exception {
    order(now(), nextNotice());
    long certified = awaitSameHead();
    awaitEverywhere("caught up", status -> status.path("certifiedHeight").asLong() == certified);
    order(now() + 3_600_000, nextNotice());
    awaitEverywhere(
        "the refusal",
        status ->
            status
                .path("certification")
                .path("refused")
                .findValuesAsText("code")
                .contains("block-time-ahead"));
    assertThat(awaitSameHead()).isEqualTo(certified + 1);
    for (TestNode node : honest()) {
      assertThat(status(node).path("certifiedHeight").asLong()).isEqualTo(certified);
    }
  }

  /** What docs/how-to/act-on-evidence.md tells an operator to do in the end. */
  private static void settle() throws IOException {
    for (TestNode node : network.nodes()) {
      Path evidence = node.config().resolveSibling("data").resolve("evidence");
      List<Path> files = new ArrayList<>();
      try (Stream<Path> found = Files.list(evidence)) {
        found.filter(Files::isRegularFile).forEach(files::add);
      }
      for (Path file : files) {
        Files.move(file, evidence.resolve("settled").resolve(file.getFileName()));
      }
    }
    awaitEverywhere(
        "no evidence", status -> status.path("certification").path("evidence").isEmpty());
  }
}
