package io.consentledger.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written is read back as it was meant. */
class ExportFormatsTest {
  private static final Instant GIVEN = Instant.parse("2026-01-31T23:30:00.125Z");
  private static final Instant END = Instant.parse("2027-01-31T23:30:00.125Z");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void optOutsSurviveAPrivacyString() {
    for (Right right : List.of(Right.SALE, Right.SHARE, Right.SENSITIVE)) {
      String text = GppUsca.of(Map.of(right, PreferenceValue.OPTED_OUT), false);
      assertThat(GppSignals.of(text).optedOut()).as(text).containsExactly(right);
      String in = GppUsca.of(Map.of(right, PreferenceValue.OPTED_IN), false);
      assertThat(GppSignals.of(in).optedOut()).as(in).isEmpty();
      assertThat(in).isNotEqualTo(text);
    }
    assertThat(GppSignals.of(GppUsca.of(Map.of(), false)).optedOut()).isEmpty();
    assertThat(GppSignals.of(GppUsca.of(Map.of(), true)).optedOut())
        .containsExactlyInAnyOrder(Right.SALE, Right.SHARE);
  }

  @Test
  void consentsSurviveABundle() throws Exception {
    List<FhirWriter.Statement> statements = new ArrayList<>();
    for (FhirWriter.State state : FhirWriter.State.values()) {
      statements.add(
          new FhirWriter.Statement(
              "ab".repeat(32),
              "clinic",
              "care@2",
              "https://clinic.example/notice",
              "cd".repeat(32),
              GIVEN,
              END,
              state));
    }
    String text = FhirWriter.bundle(statements);
    ObjectNode bundle = Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    FhirReader reader = new FhirReader();
    List<FhirMeaning> meanings = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      FhirConsent read = reader.read((ObjectNode) entry.path("resource"));
      assertThat(read.process()).contains("care@2");
      assertThat(read.person()).contains("urn:consent-ledger:subject|" + "ab".repeat(32));
      meanings.add(FhirMeaning.of(read, NOW));
    }
    assertThat(meanings.stream().map(meaning -> meaning.verb().orElse("-")))
        .containsExactly("grant", "refuse", "-", "withdraw");
    assertThat(meanings.get(0).validUntil()).contains(END);
    assertThat(text).contains("2026-01-31T23:30:00.125Z").contains("\"date\": \"2026-01-31\"");
  }
}
