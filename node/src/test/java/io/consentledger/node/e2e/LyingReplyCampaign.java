package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.LyingServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A member whose node's place is taken by one that answers the ordering engine with lies, beside
 * three honest processes under load; {@code scripts/lies} starts it. In the end the member's true
 * node comes back and gets all.
 */
final class LyingReplyCampaign {
  private static final int ROUNDS = Integer.getInteger("consentledger.lies.rounds", 20);
  // The answer to a candidate waits for an election, which costs the leader's process.
  private static final int ELECTION_ROUNDS = Math.min(ROUNDS, 3);
  private static final Duration PATIENCE = LiedTo.PATIENCE;
  private static final Duration ELECTION = Duration.ofSeconds(60);

  /** Each node believes a later term once a minute before it names who says it. */
  private static final Duration NAMED = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private final CampaignResult result = new CampaignResult("replies", ROUNDS);
  private LiedTo network;
  private SteadyLoad load;

  @BeforeEach
  void start() throws Exception {
    network = LiedTo.start(directory);
    load = SteadyLoad.start(network.bank(), LiedTo.HONEST.stream().map(network::client).toList());
  }

  @AfterEach
  void stop() throws Exception {
    load.close();
    network.close();
    result.write();
  }

  @Test
  void everyLyingReplyIsRefusedAndNamedUnderLoad() throws Exception {
    Path config = network.network().home().resolve("nodes/" + LiedTo.LIAR + "/node.yaml");
    try (LyingServer liar = LyingServer.of(config)) {
      for (int round = 1; round <= ROUNDS; round++) {
        for (LyingReply lie : LyingReply.all()) {
          if (!lie.election() || round <= ELECTION_ROUNDS) {
            say(liar, round, lie);
          }
        }
      }
    }
    network.network().start(LiedTo.LIAR);
    network.network().awaitReady(RealNetwork.NODES);
    load.finish();
    Map<String, Long> acknowledged = load.acknowledged();
    result.records(acknowledged.size());
    Audit.of(network.network(), acknowledged).forEach(result::problem);
    assertThat(result.problems()).isEmpty();
  }

  private void say(LyingServer liar, int round, LyingReply lie) throws Exception {
    Map<String, Long> before = refused(lie);
    liar.says(lie.answers());
    if (lie.election()) {
      String leader = network.network().leader();
      network.network().kill(leader);
      before.remove(leader); // It counts from the start.
      network.network().start(leader);
    }
    Duration patience = lie.election() ? ELECTION : PATIENCE;
    boolean heard = within(patience, () -> liar.told() > 0);
    result.wentOn(lie.name(), round, load.oneMoreWithin(patience));
    boolean named = lie.reason().isEmpty() || within(NAMED, () -> isNamed(lie, before));
    result.told(lie.name(), round, "its leader", heard, named, "replies: " + liar.told());
    result.wentOn(lie.name(), round, load.oneMoreWithin(patience));
    liar.says(new LyingServer.Answers() {});
    if (lie.election()) {
      network.network().awaitReady(LiedTo.HONEST);
    }
  }

  private boolean isNamed(LyingReply lie, Map<String, Long> before) {
    return refused(lie).entrySet().stream()
        .anyMatch(now -> now.getValue() > before.getOrDefault(now.getKey(), 0L));
  }

  /** How often each running node refused what this lie is refused for. */
  private Map<String, Long> refused(LyingReply lie) {
    Map<String, Long> counts = new HashMap<>();
    for (String node : LiedTo.HONEST) {
      if (NodeHttp.status(network.network().url(node) + "/v1/status") == 200) {
        lie.reason().ifPresent(reason -> counts.put(node, network.refused(node, reason)));
      }
    }
    return counts;
  }

  private static boolean within(Duration patience, BooleanSupplier condition) {
    try {
      Await.until("it", patience, condition);
      return true;
    } catch (AssertionError not) {
      return false;
    }
  }
}
