package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tells every lie many times to a network of four processes under load; {@code scripts/lies} starts
 * it. The liar has the true key of a member whose own, honest node runs beside it.
 */
final class LieCampaign {
  private static final int ROUNDS = Integer.getInteger("consentledger.lies.rounds", 20);
  private static final Duration PATIENCE = LiedTo.PATIENCE;

  @TempDir private Path directory;
  private final CampaignResult result = new CampaignResult("requests", ROUNDS);
  private LiedTo network;
  private SteadyLoad load;

  @BeforeEach
  void start() throws Exception {
    network = LiedTo.start(directory, RealNetwork.NODES);
    load =
        SteadyLoad.start(network.bank(), RealNetwork.NODES.stream().map(network::client).toList());
  }

  @AfterEach
  void stop() throws Exception {
    load.close();
    network.close();
    result.write();
  }

  @Test
  void everyLieIsRefusedAndNamedUnderLoad() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      round(round);
    }
    load.finish();
    Map<String, Long> acknowledged = load.acknowledged();
    result.records(acknowledged.size());
    Audit.of(network.network(), acknowledged).forEach(result::problem);
    assertThat(result.problems()).isEmpty();
  }

  private void round(int round) throws Exception {
    Set<Path> files = network.filesOutsideTheData();
    Map<String, Long> named = new HashMap<>();
    for (String node : LiedTo.HONEST) {
      for (Lie lie : Lies.all()) {
        named.put(node + lie.reason(), lines(node, lie.reason()));
      }
    }
    for (Lie lie : Lies.all()) {
      for (String node : LiedTo.HONEST) {
        tell(round, lie, node);
      }
      Optional<Long> took = load.oneMoreWithin(PATIENCE);
      result.wentOn(lie.name(), round, took);
    }
    for (String node : LiedTo.HONEST) {
      for (Lie lie : Lies.all()) {
        if (lines(node, lie.reason()) <= named.getOrDefault(node + lie.reason(), 0L)) {
          result.problem(
              "round " + round + ": the log of " + node + " doesn't name " + lie.reason());
        }
        awaitMetric(round, node, lie.reason());
      }
    }
    if (!network.filesOutsideTheData().equals(files)) {
      result.problem("round " + round + ": files were written outside the data folders");
    }
  }

  private void tell(int round, Lie lie, String node) throws Exception {
    liarFollows();
    long before = network.refused(node, lie.reason());
    Status answer = network.tell(lie, node);
    boolean refused = Lie.isRefusal(answer);
    boolean inStatus = within(() -> network.refused(node, lie.reason()) > before);
    result.told(lie.name(), round, node, refused, inStatus, answer.toString());
  }

  /** A leader's words are believed where a follower's are lies, so its node must not lead. */
  private void liarFollows() throws Exception {
    while (network.network().leader().equals(LiedTo.LIAR)) {
      network.network().stop(LiedTo.LIAR);
      network.network().start(LiedTo.LIAR);
      network.network().awaitReady(RealNetwork.NODES);
      result.moved();
    }
  }

  private void awaitMetric(int round, String node, String reason) {
    long status = network.refused(node, reason);
    if (!within(() -> network.metric(node, reason) >= status)) {
      result.problem("round " + round + ": the metric of " + node + " lacks " + reason);
    }
  }

  private static boolean within(BooleanSupplier condition) {
    try {
      Await.until("it", PATIENCE, condition);
      return true;
    } catch (AssertionError not) {
      return false;
    }
  }

  private long lines(String node, String reason) throws Exception {
    String wanted = "event=peer-message-refused peer=" + LiedTo.LIAR + " reason=" + reason + " ";
    return network.log(node).lines().filter(line -> line.contains(wanted)).count();
  }
}
