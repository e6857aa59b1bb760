package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What {@code consent verify} derives from the bundles of the specification. */
final class VerifyAnswersTest {
  private static final Path VECTORS = Path.of("../docs/spec/vectors/evidence");

  @Test
  void derivesWhatTheSpecificationSays() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(VECTORS.resolve("answers.json").toFile());
    assertThat(cases).hasSizeGreaterThan(40);
    for (JsonNode wanted : cases) {
      String time = Instant.ofEpochMilli(wanted.path("asOfMs").asLong()).toString();
      JsonNode told = verify(wanted.path("file").asText(), "--as-of", time, "--json").json();
      assertThat(told.path("overdue")).as("%s", wanted).isEqualTo(wanted.path("overdue"));
      assertThat(findings(told)).as("%s", wanted).isEqualTo(wanted.path("findings"));
      if (wanted.path("decision").isNull()) {
        assertThat(told.has("decision")).isFalse();
      } else {
        ObjectNode decision = told.path("decision").deepCopy();
        assertThat(decision.remove("question").path("controller").asText()).isEqualTo("bank");
        assertThat(decision).as("%s", wanted).isEqualTo(wanted.path("decision"));
      }
    }
  }

  @Test
  void tellsPeopleWhatNobodyDidInTime() throws IOException {
    String bundle =
        VerifyTest.bundle("good: requests that nobody answered").getFileName().toString();
    assertThat(verify(bundle).out()).contains("VERIFIED").doesNotContain("Overdue");
    assertThat(verify(bundle, "--as-of", "2026-01-15T23:59:59Z").out()).doesNotContain("Overdue");
    assertThat(verify(bundle, "--as-of", "2026-02-20").out())
        .contains("Overdue at 2026-02-20T23:59:59Z, by what is not recorded:")
        .containsSubsequence(
            "due before 2026-01-16T00:00:00Z, owed by bank, because of ",
            "due before 2026-02-02T00:00:00Z, owed by bank, because of ",
            "due before 2026-02-16T00:00:00Z, owed by bank, because of ");
  }

  @Test
  void tellsPeopleWhichRecipientIsSilent() throws IOException {
    String bundle =
        VerifyTest.bundle("good: an erasure that a recipient hasn't").getFileName().toString();
    assertThat(verify(bundle, "--as-of", "2026-01-31").out()).doesNotContain("Overdue");
    assertThat(verify(bundle, "--as-of", "2026-02-01").out())
        .contains("Overdue at 2026-02-01T23:59:59Z")
        .contains(", owed by adtech, because of ");
  }

  private static ArrayNode findings(JsonNode told) {
    ArrayNode findings = JsonNodeFactory.instance.arrayNode();
    for (JsonNode relationship : told.path("relationships")) {
      for (JsonNode entry : relationship.path("entries")) {
        for (JsonNode finding : entry.path("findings")) {
          ObjectNode found = finding.deepCopy();
          findings.add(found.put("transaction", entry.path("txId").asText()));
        }
      }
    }
    return findings;
  }

  private static Cli.Run verify(String bundle, String... options) {
    return VerifyTest.verify(VECTORS.resolve(bundle), options);
  }
}
