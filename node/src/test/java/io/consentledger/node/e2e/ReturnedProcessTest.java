package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.NodeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose disk lost what it had comes back under its id, while the same leader leads and
 * nobody else is stopped.
 */
final class ReturnedProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static RealNetwork network;
  private static Author bank;

  @BeforeAll
  static void start() throws Exception {
    network = RealNetwork.create(directory).startAll();
    bank =
        new Author(
            network.statusOf("bank-1").path("networkId").asText(),
            KeyFiles.read(network.home().resolve("parties/bank.key.pem")));
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  @Test
  void fromAWipedDisk() throws Exception {
    record(3);
    String victim = follower();
    network.kill(victim);
    delete(data(victim));
    comesBack(victim, 0);
  }

  @Test
  void fromAnOlderCopyOfItsDisk() throws Exception {
    record(3);
    String victim = follower();
    long copied = voted(victim);
    network.stop(victim);
    Path copy = directory.resolve("copy");
    copy(data(victim), copy);
    network.start(victim);
    network.awaitReady(RealNetwork.NODES);
    record(3);
    network.kill(victim);
    delete(data(victim));
    copy(copy, data(victim));
    comesBack(victim, copied);
  }

  /**
   * @param known the vote that its disk still knows of
   */
  private static void comesBack(String victim, long known) throws Exception {
    String leader = network.leader();
    // Nobody certifies more while it is away than its peers hold of its votes.
    long held = certified(leader);
    long saidBefore = network.log(victim).lines().count();
    network.start(victim);
    Await.until(
        victim + " is back",
        PATIENCE,
        () -> backTruthfully(victim, known, held),
        () -> network.log(victim));
    record(2);
    long height = network.awaitSameHeight(RealNetwork.NODES);
    assertThat(height).isGreaterThan(held);
    assertThat(network.leader()).isEqualTo(leader);
    assertThat(network.log(victim).lines().skip(saidBefore))
        .anyMatch(line -> line.contains("event=votes-wait"));
    for (String node : RealNetwork.NODES) {
      JsonNode status = network.statusOf(node);
      assertThat(status.path("divergence").isNull()).as(status.toString()).isTrue();
      assertThat(status.at("/certification/evidence")).as(status.toString()).isEmpty();
      assertThat(status.at("/certification/stopped").isNull()).as(status.toString()).isTrue();
    }
    votesWhereItIsNeeded(victim, leader, held);
  }

  /** With another one away nothing is certified without its vote. */
  private static void votesWhereItIsNeeded(String victim, String leader, long held)
      throws Exception {
    String away =
        RealNetwork.NODES.stream()
            .filter(node -> !node.equals(victim) && !node.equals(leader))
            .findFirst()
            .get();
    network.kill(away);
    submit();
    assertThat(voted(victim)).isGreaterThan(held);
    network.start(away);
    network.awaitReady(RealNetwork.NODES);
  }

  /** Whether it is ready; until then it says so, and votes for nothing that its peers may hold. */
  private static boolean backTruthfully(String victim, long known, long held) {
    boolean ready = NodeHttp.status(network.url(victim) + "/health/ready") == 200;
    if (NodeHttp.status(network.url(victim) + "/v1/status") == 200) {
      JsonNode status = network.statusOf(victim);
      if (ready) {
        assertThat(status.path("height").asLong()).isGreaterThanOrEqualTo(held);
      }
      long voted = status.at("/certification/votedHeight").asLong();
      assertThat(voted <= known || voted > held).as("a vote for " + voted).isTrue();
    }
    return ready;
  }

  private static long voted(String node) {
    return network.statusOf(node).at("/certification/votedHeight").asLong();
  }

  private static long certified(String node) {
    return network.statusOf(node).path("certifiedHeight").asLong();
  }

  /** Records one after the other, each in a block of its own, certified everywhere. */
  private static void record(int count) {
    for (int i = 0; i < count; i++) {
      submit();
    }
    Await.until(
        "certified everywhere",
        PATIENCE,
        () ->
            RealNetwork.NODES.stream().map(ReturnedProcessTest::certified).distinct().count() == 1);
  }

  private static void submit() {
    JsonNode answer =
        new NodeClient(network.url(network.leader()))
            .submit(bank.challenge(), "?wait=certified&timeoutMs=30000")
            .body();
    assertThat(answer.path("certified").asBoolean()).as(answer.toString()).isTrue();
  }

  private static String follower() {
    String leader = network.leader();
    return RealNetwork.NODES.stream().filter(node -> !node.equals(leader)).findFirst().get();
  }

  private static Path data(String node) {
    return network.home().resolve("nodes").resolve(node).resolve("data");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
