package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes die without warning while customers' records come in. */
class CrashTest {
  private static final Duration SUBMIT_LIMIT = Duration.ofMinutes(5);
  private static final int CUSTOMERS = 400;

  @TempDir Path directory;
  private RealNetwork network;

  @BeforeEach
  void startNetwork() throws IOException {
    network = RealNetwork.create(directory).startAll();
    network
        .consent(
            "submit",
            new Instructions().catalogue().write(directory.resolve("catalogue")).toString())
        .exits(0);
  }

  @AfterEach
  void stopNetwork() {
    network.close();
  }

  @Test
  void commitsEveryRecordOnceThoughTheLeaderDies() throws Exception {
    String leader = network.leader();
    Instructions records = new Instructions().customers("a", CUSTOMERS);
    RunningCommand submit = startSubmit(records, "leader-dies");

    network.kill(leader);
    submit.await(SUBMIT_LIMIT).exits(0);
    network.start(leader);
    network.awaitReady(RealNetwork.NODES);

    assertEverythingOnceAndAlike(records, "leader-dies");
  }

  @Test
  void commitsEveryRecordOnceThoughAFollowerDies() throws Exception {
    String leader = network.leader();
    String follower = RealNetwork.NODES.stream().filter(n -> !n.equals(leader)).findFirst().get();
    Instructions records = new Instructions().customers("b", CUSTOMERS);
    RunningCommand submit = startSubmit(records, "follower-dies");

    network.kill(follower);
    submit.await(SUBMIT_LIMIT).exits(0);
    network.start(follower);
    network.awaitReady(RealNetwork.NODES);

    assertEverythingOnceAndAlike(records, "follower-dies");
  }

  @Test
  void keepsWhatWasCommittedThoughAllNodesDieAtOnce() throws Exception {
    Instructions records = new Instructions().customers("c", CUSTOMERS / 4);
    Path file = records.write(directory.resolve("all-die"));
    network.consent("submit", file.toString()).exits(0);
    Set<String> before = committedIds();

    for (String node : RealNetwork.NODES) {
      network.kill(node);
    }
    network.startAll();

    assertThat(committedIds()).isEqualTo(before);
    network.awaitSameHeight(RealNetwork.NODES);
    network.consent("submit", file.toString()).exits(0);
    assertThat(committedIds()).isEqualTo(before);
  }

  @Test
  void stopsCleanlyOnSigtermAndStartsOnTheSameData() throws Exception {
    long height = network.awaitSameHeight(RealNetwork.NODES);
    for (String node : RealNetwork.NODES) {
      assertThat(network.stop(node)).isZero();
    }
    network.startAll();
    assertThat(network.awaitSameHeight(RealNetwork.NODES)).isEqualTo(height);
  }

  /** Starts the load and waits until some of it is on the ledger, and much of it isn't. */
  private RunningCommand startSubmit(Instructions records, String name) throws IOException {
    long before = network.statusOf("bank-1").get("height").asLong();
    Path file = records.write(directory.resolve(name));
    RunningCommand submit =
        network.consentInBackground("--timeout", "120", "submit", file.toString());
    Await.until(
        "the first records of " + name,
        Duration.ofSeconds(60),
        () -> network.statusOf("bank-1").get("height").asLong() > before + 5);
    assertThat(submit.process().isAlive()).as("records are still coming in").isTrue();
    return submit;
  }

  private void assertEverythingOnceAndAlike(Instructions records, String name) throws IOException {
    long height = network.awaitSameHeight(RealNetwork.NODES);
    assertThat(committedIds()).hasSize(records.size() + new Instructions().catalogue().size());
    for (long h = 1; h <= height; h++) {
      List<String> hashes = new ArrayList<>();
      for (String node : RealNetwork.NODES) {
        hashes.add(block(node, h).get("headerHash").asText());
      }
      assertThat(hashes).as("header hashes at height %d", h).containsOnly(hashes.get(0));
    }
    // What was committed isn't sent twice: the same file again adds nothing.
    network.consent("submit", directory.resolve(name).toString()).exits(0);
    assertThat(network.awaitSameHeight(RealNetwork.NODES)).isEqualTo(height);
  }

  /** The ids of all transactions on the ledger of one node; each must stand there once. */
  private Set<String> committedIds() {
    long height = network.awaitSameHeight(RealNetwork.NODES);
    Set<String> ids = new HashSet<>();
    for (long h = 1; h <= height; h++) {
      for (JsonNode entry : block("insurer-1", h).get("entries")) {
        assertThat(ids.add(entry.get("txId").asText())).as("once: %s", entry).isTrue();
      }
    }
    return ids;
  }

  private JsonNode block(String node, long height) {
    return NodeHttp.json(network.url(node) + "/v1/blocks/" + height);
  }
}
