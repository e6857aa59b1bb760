package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.network.NodeClient.Reply;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One network of four, which the tests use one after the other because starting it is slow. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FourNodesTest {
  @TempDir private static Path directory;
  private static TestNetwork network;
  private static Author bank;
  private static SigningKey customer;

  @BeforeAll
  static void startNetwork() throws Exception {
    network = TestNetwork.start(directory, 4);
    bank = network.author(0);
    customer = bank.newCustomer();
    NodeClient leader = network.awaitLeader().client();
    for (Transaction transaction :
        List.of(bank.notice(1), bank.process(), bank.open(customer), bank.grant(customer))) {
      Reply reply = leader.submit(transaction);
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @Test
  @Order(1)
  void aFollowerTakesATransactionAndAnswersWhenItIsCommitted() {
    TestNode follower = network.aFollower();

    Reply reply = follower.client().submit(bank.use(customer));

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.body().path("state").asText()).isEqualTo("committed");
    assertThat(reply.body().path("kind").asText()).isEqualTo("DataUsed");
    assertThat(reply.body().path("findings")).isEmpty();
  }

  @Test
  @Order(2)
  void everyNodeShowsTheSameHistoryAtOnce() {
    Reply committed = network.aFollower().client().submit(bank.use(customer));
    String path = "/v1/subjects/" + bank.ref(customer) + "/history";

    List<JsonNode> histories = new ArrayList<>();
    for (TestNode node : network.nodes()) {
      JsonNode body = node.client().get(path).body();
      assertThat(body.path("height").asLong())
          .isGreaterThanOrEqualTo(committed.body().path("height").asLong());
      histories.add(body.path("entries"));
    }

    assertThat(histories.stream().distinct()).hasSize(1);
    assertThat(histories.get(0)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(histories.get(0).get(0).path("assurance").asText()).isEqualTo("SUBJECT_HELD");
    assertThat(histories.get(0).get(1).path("signer").path("role").asText()).isEqualTo("SUBJECT");
  }

  @Test
  @Order(3)
  void replayingATransactionAtAnyNodeGivesTheSameReceipt() {
    Transaction transaction = bank.use(customer);
    JsonNode first = network.node(0).client().submit(transaction).body();

    for (TestNode node : network.nodes()) {
      JsonNode again = node.client().submit(transaction).body();
      for (String field : List.of("txId", "height", "index", "seq", "entryHash", "timeMs")) {
        assertThat(again.path(field)).as(field).isEqualTo(first.path(field));
      }
    }
    JsonNode known = network.node(0).client().submit(transaction).body();
    assertThat(known.path("duplicate").asBoolean()).isTrue();
  }

  @Test
  @Order(4)
  void refusesATransactionOfWhichAnyByteWasChanged() {
    byte[] wire = bank.use(customer).encode().toArray();
    NodeClient client = network.aFollower().client();

    for (int at = 0; at < wire.length; at += 7) {
      byte[] changed = wire.clone();
      changed[at] ^= 1;
      Reply reply = client.submit(changed, "");
      assertThat(reply.status()).as("byte " + at + ": " + reply.text()).isBetween(400, 409);
    }
  }

  @Test
  @Order(5)
  void refusesWhatARuleRefusesWithItsCode() {
    SigningKey stranger = bank.newCustomer();
    NodeClient client = network.aFollower().client();

    Reply unknownKey = client.submit(bank.grant(stranger));
    Reply byController = client.submit(bank.grantByParty(customer));
    Reply noticeAgain = client.submit(bank.notice(1));

    assertThat(unknownKey.status()).isEqualTo(409);
    assertThat(unknownKey.code()).isEqualTo("key-unknown");
    assertThat(byController.status()).isEqualTo(409);
    assertThat(byController.code()).isEqualTo("signer-not-subject");
    assertThat(noticeAgain.code()).isEqualTo("version-not-newer");
  }

  @Test
  @Order(6)
  void aWithdrawalDeniesOnEveryNodeFromThatMomentOn() {
    String check =
        "/v1/check?controller=bank&process=marketing&operation=USE&subject=" + bank.ref(customer);
    for (TestNode node : network.nodes()) {
      assertThat(node.client().get(check).body().path("decision").asText()).isEqualTo("PERMIT");
    }

    assertThat(network.node(3).client().submit(bank.withdraw(customer)).status()).isEqualTo(200);

    for (TestNode node : network.nodes()) {
      assertThat(node.client().get(check).body().path("decision").asText()).isEqualTo("DENY");
    }
    Reply use = network.node(1).client().submit(bank.use(customer));
    assertThat(use.body().path("findings").get(0).path("code").asText()).isEqualTo("NO_LIVE_BASIS");
  }

  @Test
  @Order(7)
  void goesOnWithoutItsLeaderAndTheLeaderCatchesUp() {
    TestNode leader = network.awaitLeader();
    leader.stop();
    assertThat(leader.hasPidFile()).isFalse();

    List<Reply> replies = new ArrayList<>();
    NodeClient client = network.aFollower().client();
    for (int i = 0; i < 20; i++) {
      replies.add(client.submit(bank.use(customer), "?timeoutMs=30000"));
    }
    assertThat(replies).allMatch(reply -> reply.status() == 200);

    leader.start();
    long height = network.awaitSameHead();
    assertThat(leader.client().get("/v1/status").body().path("height").asLong()).isEqualTo(height);
  }

  @Test
  @Order(8)
  void whatAFollowerTookIsCommittedAlthoughTheLeaderGoesAtOnce() {
    TestNode leader = network.awaitLeader();
    NodeClient client = network.aFollower().client();
    List<Transaction> taken = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Transaction transaction = bank.use(customer);
      assertThat(client.submit(transaction, "?wait=admitted").status()).isEqualTo(202);
      taken.add(transaction);
    }
    leader.stop();

    for (Transaction transaction : taken) {
      TestNetwork.await(
          "transaction " + transaction.id(),
          () ->
              client
                  .get("/v1/transactions/" + transaction.id() + "?consistency=local")
                  .body()
                  .path("state")
                  .asText()
                  .equals("committed"));
    }
    leader.start();
    network.awaitSameHead();
  }

  @Test
  @Order(9)
  void allNodesStoppedAndStartedKeepWhatWasCommitted() {
    JsonNode before = network.node(2).client().submit(bank.use(customer)).body();
    network.nodes().forEach(TestNode::stop);

    network.nodes().forEach(TestNode::start);
    network.awaitReady();

    for (TestNode node : network.nodes()) {
      JsonNode after = node.client().get("/v1/transactions/" + before.path("txId").asText()).body();
      assertThat(after.path("entryHash")).isEqualTo(before.path("entryHash"));
    }
  }

  @Test
  @Order(10)
  void allNodesHaveTheSameHeaderAtEveryHeight() {
    long height = network.awaitSameHead();

    for (long at = 1; at <= height; at++) {
      List<String> hashes = new ArrayList<>();
      for (TestNode node : network.nodes()) {
        hashes.add(node.client().get("/v1/headers/" + at).body().path("headerHash").asText());
      }
      assertThat(hashes.stream().distinct()).as("height " + at).hasSize(1);
    }
    for (TestNode node : network.nodes()) {
      assertThat(node.client().get("/v1/status").body().path("divergence").isNull()).isTrue();
    }
  }
}
