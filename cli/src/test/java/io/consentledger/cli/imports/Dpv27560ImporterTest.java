package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Dpv27560ImporterTest {
  private static final ImportOptions OPTIONS =
      new ImportOptions(
          "marketing@1",
          null,
          null,
          new Meanings(Map.of(), Map.of("pd:Email", "EmailAddress"), null));
  private static final String RECORD =
      """
      {"@id": "https://example.com/r1",
       "@type": "dpv:ConsentRecord",
       "dpv:hasDataSubject": "0760c9ba",
       "dpv:hasProcess": {
         "dpv:hasPurpose": "dpv:Marketing", "dpv:hasPersonalData": ["pd:EmailAddress", "pd:Name"]},
       "dpv:hasConsentStatus": STATUS}
      """;
  private static final String GIVEN =
      "{\"@type\": \"dpv:ConsentGiven\", \"dpv:isIndicatedAtTime\": \"2023-11-05T16:18:25\","
          + " \"dpv:hasDuration\": {\"@type\": \"TYPE\", \"rdf:value\": \"VALUE\"}}";

  @Test
  void readsAConsentWithAnEnd() {
    ImportPlan plan = read(given("dpv:TemporalDuration", "P6M"));

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().get(0).person()).isEqualTo("0760c9ba");
    assertThat(plan.steps().get(0).instruction())
        .hasToString(
            "{\"do\":\"grant\",\"process\":\"marketing@1\","
                + "\"dataCategories\":[\"EmailAddress\",\"Name\"],\"validUntil\":\"2024-05-05T16:18:25Z\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "dpv:UntilEventDuration, CloseAccount",
    "dpv:FixedOccurrencesDuration, 1",
    "dpv:EndlessDuration, ''",
    "dpv:TemporalDuration, soon",
    "dpv:UntilTimeDuration, 2023-31-12"
  })
  void takesNoConsentWithoutADateForItsEnd(String type, String value) {
    assertThat(codes(read(given(type, value)))).containsExactly("end-unresolved");
  }

  @ParameterizedTest
  @CsvSource({
    "dpv:ConsentRefused",
    "dpv:ConsentWithdrawn",
    "dpv:ConsentRevoked",
    "dpv:ConsentInvalidated",
    "dpv:ConsentExpired",
    "dpv:ConsentUnknown",
    "https://w3id.org/dpv#ConsentStatusInvalidForProcessing"
  })
  void aStatusThatProtectsWins(String status) {
    for (String written :
        List.of("\"" + status + "\"", "[\"dpv:ConsentGiven\", {\"@type\": \"" + status + "\"}]")) {
      ImportPlan plan = read(RECORD.replace("STATUS", written));
      assertThat(plan.problems()).isEmpty();
      assertThat(plan.steps()).extracting(ImportStep::verb).containsExactly("refuse");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dpv:hasDataSubject|ex:other|subject-missing",
        "dpv:hasConsentStatus|ex:other|status-missing",
        "dpv:hasPersonalData|ex:other|category-missing",
        "pd:Name|ex:Mood|category-unresolved",
        "dpv:ConsentGiven|dpv:ConsentSomehow|status-unsupported",
        "dpv:ConsentRecord|dpv:Process|type-unsupported",
        "\"0760c9ba\"|{\"@id\": \"0760c9ba\", \"type\": \"dpv:Child\"}|guardian-needed",
        "\"dpv:isIndicatedAtTime\"|\"dpv:isIndicatedBy\": \"ex:B\", \"x\"|indicated-by-other"
      })
  void neverGuesses(String part, String instead, String code) {
    ImportPlan plan = read(given("dpv:TemporalDuration", "P6M").replace(part, instead));

    assertThat(codes(plan)).containsExactly(code);
    assertThat(plan.steps()).noneMatch(step -> step.verb().equals("grant"));
  }

  @Test
  void aReceiptOfSeveralRecordsNeedsAProcessForEachPurpose() {
    String receipt =
        """
        {"@type": "dpv:ConsentReceipt", "dpv:hasDataSubject": "s",
         "dpv:hasRecordOfActivity": [
           {"dpv:hasPurpose": "dpv:Marketing", "dpv:hasConsentStatus": "dpv:ConsentRefused"},
           {"dpv:hasPurpose": "dpv:Analytics", "dpv:hasConsentStatus": "dpv:ConsentRefused"}]}
        """;
    ImportOptions one =
        new ImportOptions(
            "x@1", null, null, new Meanings(Map.of("dpv:Marketing", "ads@2"), Map.of(), null));

    ImportPlan plan = new Dpv27560Importer().read(bytes(receipt), one);

    assertThat(plan.steps()).extracting(ImportStep::line).containsExactly(3);
    assertThat(plan.steps().get(0).instruction().path("process").asText()).isEqualTo("ads@2");
    assertThat(plan.problems())
        .containsExactly(
            new ImportProblem(
                4, 0, "process-unresolved", "no process is named for 'dpv:Analytics'"));
  }

  @Test
  void everyPublishedSnippetEndsAsItsNameSays() throws IOException {
    String vectors = System.getProperty("consentledger.vectors", "");
    assumeTrue(!vectors.isEmpty(), "needs the system property consentledger.vectors");
    List<Path> snippets;
    try (Stream<Path> all = Files.list(Path.of(vectors, "consent", "dpv27560"))) {
      snippets = all.sorted().toList();
    }
    assertThat(snippets).hasSize(90);
    for (Path snippet : snippets) {
      ImportPlan plan = new Dpv27560Importer().read(Files.readAllBytes(snippet), OPTIONS);
      String name = snippet.getFileName().toString();
      if (name.contains(".valid.")) {
        assertThat(codes(plan)).as(name).doesNotContain("document-malformed", "key-duplicated");
      } else {
        String code = name.contains(".malformed.") ? "document-malformed" : "key-duplicated";
        assertThat(codes(plan)).as(name).containsExactly(code);
        assertThat(plan.problems().get(0).line()).as(name).isGreaterThan(1);
        assertThat(plan.problems().get(0).column()).as(name).isPositive();
        assertThat(plan.steps()).as(name).isEmpty();
      }
    }
  }

  @Test
  void namesThePlaceOfWhatIsMalformed() {
    ImportProblem twice = read("{\"@type\": 1,\n  \"a\": 1,\n  \"a\": 2}").problems().get(0);
    assertThat(twice.code()).isEqualTo("key-duplicated");
    assertThat(twice.line()).isEqualTo(3);
    for (String malformed : List.of("", "[]", "{} {}", "{\"a\": NaN}", "{\"a\":1,}", "{\"a\":")) {
      assertThat(codes(read(malformed))).as(malformed).containsExactly("document-malformed");
    }
    byte[] latin1 = "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(codes(new Dpv27560Importer().read(latin1, OPTIONS)))
        .containsExactly("document-malformed");
  }

  private static String given(String type, String value) {
    return RECORD.replace("STATUS", GIVEN.replace("TYPE", type).replace("VALUE", value));
  }

  private static ImportPlan read(String json) {
    return new Dpv27560Importer().read(bytes(json), OPTIONS);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> codes(ImportPlan plan) {
    return plan.problems().stream().map(ImportProblem::code).toList();
  }
}
