package io.consentledger.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is written is read back as it was meant. */
class ExportFormatsTest {
  private static final FhirReader READER = new FhirReader();
  private static final List<Function<List<FhirStatement>, String>> RELEASES =
      List.of(FhirWriter::r4, FhirWriter::r5);
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
  void consentsSurviveABundleOfEitherRelease() throws Exception {
    for (Function<List<FhirStatement>, String> release : RELEASES) {
      List<FhirStatement> statements = new ArrayList<>();
      for (FhirStatement.State state : FhirStatement.State.values()) {
        statements.add(statement(state, List.of("pd:Name"), List.of()));
      }
      List<FhirMeaning> meanings = new ArrayList<>();
      String text = release.apply(statements);
      for (FhirConsent read : read(text)) {
        assertThat(read.process()).contains("care@2");
        assertThat(read.person()).contains("urn:consent-ledger:subject|" + "ab".repeat(32));
        meanings.add(FhirMeaning.of(read, NOW));
      }
      assertThat(meanings.stream().map(meaning -> meaning.verb().orElse("-")))
          .containsExactly("grant", "refuse", "-", "withdraw");
      assertThat(meanings.get(0).validUntil()).contains(END);
      assertThat(text).contains("2026-01-31T23:30:00.125Z");
    }
  }

  @Test
  void aNarrowGrantIsReadBackAsNarrow() throws Exception {
    for (Function<List<FhirStatement>, String> release : RELEASES) {
      String text =
          release.apply(
              List.of(
                  statement(
                      FhirStatement.State.GIVEN, List.of("pd:Name"), List.of("dpv:MedicalData"))));
      FhirConsent read = read(text).get(0);
      assertThat(read.categories()).containsExactly("pd:Name");
      assertThat(FhirMeaning.of(read, NOW).verb()).contains("grant");
      String contradictory = text.replace("\"MedicalData\"", "\"Name\"").replace("dpv#", "dpv/pd#");
      assertThatExceptionOfType(FormatException.class)
          .isThrownBy(() -> FhirMeaning.of(read(contradictory).get(0), NOW))
          .satisfies(e -> assertThat(e.code()).isEqualTo("fhir-narrower"));
      // What isn't ours stays an exception, by the names that it has.
      String foreign = text.replace("https://w3id.org/dpv#", "http://loinc.org");
      assertThat(read(foreign).get(0).exceptions().get(0).data())
          .containsExactly(Set.of("MedicalData", "http://loinc.org|MedicalData"));
      String unnamed = text.replace("urn:consent-ledger:data-category", "urn:other");
      assertThat(read(unnamed).get(0).categories()).isEmpty();
      assertThat(read(unnamed).get(0).exceptions().get(0).data().get(0))
          .contains("dpv:MedicalData");
    }
  }

  /** What the published structure definitions demand, and invariant ppc-1 of R4. */
  @Test
  void whatAReleaseDemandsIsThere() throws Exception {
    for (FhirStatement.State state : FhirStatement.State.values()) {
      FhirStatement one = statement(state, List.of("pd:Name"), List.of("pd:Age"));
      JsonNode r4 = resource(FhirWriter.r4(List.of(one)));
      for (String field : List.of("status", "scope", "category", "patient", "policy")) {
        assertThat(r4.has(field)).as("%s of %s", field, state).isTrue();
      }
      JsonNode r5 = resource(FhirWriter.r5(List.of(one)));
      assertThat(r5.has("status")).isTrue();
      assertThat(r5.path("date").asText()).isEqualTo("2026-01-31");
      // R5 con-1: no provision where nothing is decided that it could be an exception to.
      assertThat(r5.has("provision")).isEqualTo(state == FhirStatement.State.GIVEN);
    }
  }

  /** Invariants bdl-7 and bdl-15 of R5; ppc-1 of R4 where no notice is known. */
  @Test
  void eachEntryHasAnAddressOfItsOwnAndAPolicyOrARule() throws Exception {
    for (Function<List<FhirStatement>, String> release : RELEASES) {
      List<FhirStatement> all = new ArrayList<>();
      for (String process : List.of("care@2", "study@1")) {
        all.add(statement(process, "", FhirStatement.State.REFUSED, List.of(), List.of()));
      }
      JsonNode entries = json(release.apply(all)).path("entry");
      assertThat(entries).hasSize(2);
      assertThat(entries.get(0).path("fullUrl").asText())
          .isEqualTo("urn:consent-ledger:consent:" + "ab".repeat(32) + ":care@2");
      assertThat(entries.get(1).path("fullUrl").asText()).endsWith(":study@1");
    }
    FhirStatement unknown =
        statement("care@2", "", FhirStatement.State.REFUSED, List.of(), List.of());
    JsonNode r4 = resource(FhirWriter.r4(List.of(unknown)));
    assertThat(r4.has("policy")).isFalse();
    assertThat(r4.path("policyRule").path("text").asText()).isEqualTo("no notice is declared");
    FhirStatement known = statement(FhirStatement.State.REFUSED, List.of(), List.of());
    assertThat(resource(FhirWriter.r4(List.of(known))).has("policyRule")).isFalse();
  }

  private static FhirStatement statement(
      FhirStatement.State state, List<String> categories, List<String> excepted) {
    return statement("care@2", "https://clinic.example/notice", state, categories, excepted);
  }

  private static FhirStatement statement(
      String process,
      String notice,
      FhirStatement.State state,
      List<String> categories,
      List<String> excepted) {
    return new FhirStatement(
        "ab".repeat(32),
        "clinic",
        process,
        notice,
        "cd".repeat(32),
        GIVEN,
        END,
        state,
        categories,
        excepted,
        List.of(),
        List.of());
  }

  private static List<FhirConsent> read(String text) throws Exception {
    List<FhirConsent> consents = new ArrayList<>();
    for (JsonNode entry : json(text).path("entry")) {
      consents.add(READER.read((ObjectNode) entry.path("resource")));
    }
    return consents;
  }

  private static JsonNode resource(String text) throws Exception {
    return json(text).path("entry").path(0).path("resource");
  }

  private static ObjectNode json(String text) throws Exception {
    return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
