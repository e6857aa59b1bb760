package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.node.network.NodeClient.Reply;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four honest nodes certify what they order, with one of them away too. */
final class CertifiedNetworkTest {
  @TempDir private Path directory;

  @Test
  void certifiesWithAQuorumAndLateNodesTakeCertificatesOver() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 4)) {
      Author bank = network.author(0);
      NodeClient first = network.awaitLeader().client();

      Reply receipt = first.submit(bank.notice(1).encode().toArray(), "?wait=certified");
      assertThat(receipt.status()).as(receipt.text()).isEqualTo(200);
      assertThat(receipt.body().path("certified").asBoolean())
          .as(receipt.text() + first.get("/v1/status").text())
          .isTrue();
      assertThat(receipt.body().path("certifiedHeight").asLong())
          .isGreaterThanOrEqualTo(receipt.body().path("height").asLong());

      TestNode away = network.aFollower();
      away.stop();
      for (int version = 2; version <= 6; version++) {
        Reply reply =
            network
                .awaitLeader()
                .client()
                .submit(bank.notice(version).encode().toArray(), "?wait=certified");
        assertThat(reply.body().path("certified").asBoolean()).as(reply.text()).isTrue();
      }
      long votesBefore = votes(network.awaitLeader());
      assertThat(votesBefore).isPositive();

      away.start();
      long height = network.awaitSameHead();
      for (TestNode node : network.nodes()) {
        awaitCertified(node, height);
        JsonNode status = node.client().get("/v1/status").body();
        assertThat(status.path("certification").path("evidence")).isEmpty();
        assertThat(status.path("certification").path("stopped").isNull()).isTrue();
        String path = "/v1/transactions/" + bank.notice(1).id().toHex();
        assertThat(status.path("withheld")).as(path).isEmpty();
      }
    }
  }

  private static long votes(TestNode node) {
    JsonNode status = node.client().get("/v1/status").body();
    return status.path("certification").path("votesCast").asLong();
  }

  static void awaitCertified(TestNode node, long height) {
    TestNetwork.await(
        node.name() + " has block " + height + " certified",
        () -> node.client().get("/v1/status").body().path("certifiedHeight").asLong() >= height);
  }
}
