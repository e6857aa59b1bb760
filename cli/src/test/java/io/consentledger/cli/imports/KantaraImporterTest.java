package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KantaraImporterTest {
  private static final String RECEIPT =
      """
      {"version": "KI-CR-v1.1.0", "jurisdiction": "US", "consentTimestamp": 1, "language": "en",
       "collectionMethod": "form", "consentReceiptID": "r", "piiPrincipalId": "p-17",
       "piiControllers": [], "policyUrl": "https://example.org", "sensitive": false, "spiCat": [],
       "services": [{"service": "news", "purposes": [
         {"purposeCategory": ["6 - Marketing"], "consentType": "EXPLICIT",
          "piiCategory": ["2 - Contact"], "termination": "one year"}]}]}
      """;
  private static final Map<String, String> CONTACT = Map.of("2 - Contact", "EmailAddress");

  @Test
  void readsAConsentWhoseProcessDataAndEndAreNamed() {
    ImportPlan plan =
        read(
            RECEIPT,
            new ImportOptions("ads@1", null, null, new Meanings(Map.of(), CONTACT, "2027-01-31")));

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().get(0).line()).isEqualTo(5);
    assertThat(plan.steps().get(0).person()).isEqualTo("p-17");
    assertThat(plan.steps().get(0).instruction())
        .hasToString(
            "{\"do\":\"grant\",\"process\":\"ads@1\",\"dataCategories\":[\"EmailAddress\"],"
                + "\"validUntil\":\"2027-01-31\"}");
  }

  @Test
  void saysWhatItCouldNotResolve() {
    assertThat(codes(RECEIPT, new ImportOptions(null))).containsExactly("process-unresolved");
    assertThat(codes(RECEIPT, new ImportOptions("ads@1"))).containsExactly("end-unresolved");
    assertThat(
            codes(
                RECEIPT,
                new ImportOptions(
                    "ads@1", null, null, new Meanings(Map.of(), Map.of(), "2027-01-31"))))
        .containsExactly("category-unresolved");
  }

  @ParameterizedTest
  @CsvSource({
    "v1.1.0, v1.0.0, version-unsupported",
    "policyUrl, policy, field-missing",
    "p-17, '', subject-missing",
    "EXPLICIT, IMPLICIT, consent-not-explicit",
    "piiCategory, other, category-missing",
    "purposes, other, purpose-missing"
  })
  void neverGuesses(String part, String instead, String code) {
    ImportOptions all =
        new ImportOptions("ads@1", null, null, new Meanings(Map.of(), CONTACT, "2027-01-31"));

    assertThat(codes(RECEIPT.replace(part, instead), all)).containsExactly(code);
    assertThat(read(RECEIPT.replace(part, instead), all).steps())
        .noneMatch(step -> step.verb().equals("grant"));
  }

  @Test
  void thePublishedExampleHasThreeConsentsAndOneLegalObligation() throws IOException {
    String vectors = System.getProperty("consentledger.vectors", "");
    assumeTrue(!vectors.isEmpty(), "needs the system property consentledger.vectors");
    String receipt = Files.readString(Path.of(vectors, "consent", "kantara", "example.json"));
    ImportOptions marketing =
        new ImportOptions(
            null,
            null,
            null,
            new Meanings(
                Map.of("6 - Marketing", "ads@1"),
                CONTACT,
                "2027-01-31",
                Set.of("ankh-morpork times")));

    ImportPlan plan = read(receipt, marketing);

    assertThat(plan.steps()).extracting(ImportStep::person).containsExactly("Bowden Jeffries");
    assertThat(codes(receipt, marketing))
        .containsExactly("process-unresolved", "process-unresolved");
  }

  private static ImportPlan read(String json, ImportOptions options) {
    return new KantaraImporter().read(json.getBytes(StandardCharsets.UTF_8), options);
  }

  private static List<String> codes(String json, ImportOptions options) {
    return read(json, options).problems().stream().map(ImportProblem::code).toList();
  }
}
