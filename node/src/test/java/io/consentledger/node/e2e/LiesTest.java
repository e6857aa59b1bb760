package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three honest nodes, each a process of its own, and a member who lies to them with the ordering
 * engine's own messages and its true key. Nothing of it takes effect, the network goes on, and the
 * attempt is named.
 */
final class LiesTest {
  @TempDir private static Path directory;
  private static LiedTo network;

  @BeforeAll
  static void start() throws Exception {
    network = LiedTo.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    network.close();
  }

  static List<Lie> lies() {
    return Lies.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void isRefusedAndNamedAndTheNetworkGoesOn(Lie lie) throws Exception {
    Set<Path> before = network.filesOutsideTheData();
    for (String node : LiedTo.HONEST) {
      long refused = network.refused(node, lie.reason());
      Status answer = network.tell(lie, node);
      assertThat(Lie.isRefusal(answer)).as(answer.toString()).isTrue();
      Await.until(
          "the status of " + node + " names it",
          LiedTo.PATIENCE,
          () -> network.refused(node, lie.reason()) > refused,
          () -> network.status(node).path("refusedFromPeers").toString());
      // Metrics are made once a second.
      Await.until(
          "the metric of " + node + " counts it",
          LiedTo.PATIENCE,
          () -> network.metric(node, lie.reason()) > refused);
      assertThat(network.log(node))
          .contains("event=peer-message-refused peer=" + LiedTo.LIAR + " reason=" + lie.reason());
    }
    network.certifiesOneMore();
    assertThat(network.filesOutsideTheData()).isEqualTo(before);
    for (String node : LiedTo.HONEST) {
      JsonNode status = network.status(node);
      assertThat(status.path("term").asLong()).isLessThan(1_000);
      assertThat(status.path("divergence").isNull()).isTrue();
    }
  }

  /** A toppled leader that doesn't know it yet is refused too, and nothing else of the honest. */
  @Test
  void noHonestNodeIsSaidToLie() {
    for (String node : LiedTo.HONEST) {
      for (JsonNode refused : network.status(node).path("refusedFromPeers")) {
        if (!refused.path("peer").asText().equals(LiedTo.LIAR)) {
          assertThat(refused.path("reason").asText())
              .as(refused.toString())
              .isIn("leader-lives", "not-elected");
        }
      }
    }
  }
}
