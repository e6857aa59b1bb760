package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer withdraws at one organisation, and another that has the data hears and says so. */
class WithdrawalReachesRecipientsTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void aRecipientWatchesAnotherNodeSeesTheWithdrawalAndAcknowledgesIt() throws Exception {
    try (RealNetwork network = RealNetwork.create(directory).startAll()) {
      Path records =
          new Instructions()
              .catalogue()
              .customer("dora", false)
              .write(directory.resolve("records"));
      network.consent("submit", records.toString()).exits(0);
      network
          .consent("grant", "--wallet", "dora", "--controller", "retailer", "--process", "sale@1")
          .exits(0);
      JsonNode disclosed = disclose(network);
      RunningCommand watch =
          network.consentInBackground(
              "--node",
              "insurer-1",
              "watch",
              "--as",
              "insurer",
              "--from",
              disclosed.path("height").asText(),
              "--count",
              "1",
              "--acknowledge",
              "--json");
      JsonNode withdrawal =
          network
              .consent(
                  "withdraw",
                  "--wallet",
                  "dora",
                  "--controller",
                  "retailer",
                  "--process",
                  "sale",
                  "--json")
              .exits(0)
              .json();

      JsonNode event = new ObjectMapper().readTree(watch.await(LIMIT).exits(0).out());
      assertThat(event.path("txId")).isEqualTo(withdrawal.path("txId"));
      assertThat(event.path("cause").asText()).isEqualTo("WITHDRAWN");
      assertThat(event.path("owing").toString()).isEqualTo("[\"insurer\"]");
      assertThat(event.path("acknowledged")).isEmpty();
      JsonNode told = told(network, "retailer-1");
      assertThat(told.path("txId")).isEqualTo(withdrawal.path("txId"));
      assertThat(told.path("acknowledged").toString()).isEqualTo("[\"insurer\"]");
      network
          .consent("acknowledge", withdrawal.path("txId").asText(), "--as", "insurer")
          .exits(1)
          .mentions("acknowledged-already");
    }
  }

  private static JsonNode disclose(RealNetwork network) throws Exception {
    return network
        .consent(
            "record",
            "disclosed",
            "--wallet",
            "dora",
            "--controller",
            "retailer",
            "--process",
            "sale@1",
            "--data-categories",
            "Purchase",
            "--recipient",
            "insurer",
            "--disclosure",
            "SALE",
            "--json")
        .exits(0)
        .json();
  }

  private static JsonNode told(RealNetwork network, String node) throws Exception {
    String out =
        network
            .consent("--node", node, "watch", "--from", "1", "--count", "1", "--json")
            .exits(0)
            .out();
    return new ObjectMapper().readTree(out);
  }
}
