package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The IAB's Global Vendor List, as published, through the whole system. */
class RealInputTest {
  private static final int VENDORS = 376;
  private static final int DECISIONS = 10_000;
  private static final Set<String> DECISION_KINDS = Set.of("DecideConsent", "WithdrawConsent");

  @TempDir Path directory;

  @Test
  void takesTheVendorListAndTenThousandDecisionsOverIt() throws IOException {
    String vectors = System.getProperty("consentledger.vectors", "");
    assumeTrue(!vectors.isEmpty(), "needs the system property consentledger.vectors");
    Path list = Path.of(vectors).resolve("consent/gvl/gvl-v3-vendor-list.json");
    Path file = directory.resolve("gvl.jsonl");
    try (RealNetwork network = RealNetwork.create(directory).startAll()) {
      network
          .consent(
              "convert",
              "gvl",
              list.toString(),
              "--party",
              "retailer",
              "--decisions",
              Integer.toString(DECISIONS),
              "--customers",
              "500",
              "--seed",
              "7",
              "--out",
              file.toString())
          .exits(0);
      long lines = Files.readAllLines(file).size();
      network.consent("--timeout", "120", "submit", file.toString()).exits(0);

      JsonNode catalogue =
          NodeHttp.json(network.url("insurer-1") + "/v1/parties/retailer/catalogue");
      assertThat(catalogue.get("processes")).hasSize(VENDORS);
      long height = network.awaitSameHeight(RealNetwork.NODES);
      long decisions = 0;
      long entries = 0;
      for (long h = 1; h <= height; h++) {
        for (JsonNode entry :
            NodeHttp.json(network.url("bank-1") + "/v1/blocks/" + h).get("entries")) {
          entries++;
          decisions += DECISION_KINDS.contains(entry.get("kind").asText()) ? 1 : 0;
        }
      }
      assertThat(decisions).isEqualTo(DECISIONS);
      assertThat(entries).isEqualTo(lines);
    }
  }
}
