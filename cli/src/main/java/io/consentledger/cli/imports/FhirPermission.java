package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FhirConsent;
import io.consentledger.cli.formats.FhirException;
import io.consentledger.cli.formats.FhirMeaning;
import io.consentledger.cli.formats.FormatException;
import java.util.Optional;
import java.util.Set;

/**
 * A FHIR Consent that permits something: a grant of each process that it permits, of all that it
 * doesn't except; what it denies, and what it permits no longer, protects.
 */
record FhirPermission(FhirWord word, FhirConsent consent) {
  /**
   * Adds what it comes to.
   *
   * @throws FormatException where no grant can be made of it
   * @throws DocumentException the same, where that is about who says it
   */
  void add() throws FormatException, DocumentException {
    denials();
    try {
      permission();
    } catch (FormatException | DocumentException refused) {
      endOthers("it isn't known to permit");
      throw refused;
    }
  }

  private void permission() throws FormatException, DocumentException {
    if (word.outline().isOfUnknownStatus()) {
      throw word.refusal("fhir-undecided", "its status isn't known");
    }
    if (consent.about() == FhirConsent.About.OTHER) {
      throw word.refusal("fhir-scope", "is about using data and about something else: no grant");
    }
    FhirMeaning meaning = FhirMeaning.of(consent, word.options().now());
    if (meaning.verb().isEmpty()) {
      word.protect("withdraw", meaning.because());
      endOthers(meaning.because());
      return;
    }
    if (word.outline().date().isPresent() && word.said().isEmpty()) {
      throw word.refusal("date-unreadable", "its date can't be read");
    }
    if (word.outline().isOfSomebodyElse()) {
      throw word.refusal("decided-by-other", "somebody else than the person gave it");
    }
    if (!word.outline().forWhom().stream().allMatch(meanings()::isUs)) {
      throw word.refusal("for-others", "for an organisation that --known-as doesn't name");
    }
    grants(meaning);
  }

  private void denials() {
    for (String process : purposes().denied(consent)) {
      word.step(process, Json.object().put("do", "refuse"), "it denies", Coverage.ALL);
    }
  }

  private void grants(FhirMeaning meaning) throws FormatException, DocumentException {
    Optional<String> process = word.process();
    Set<String> granted = purposes().granted(consent, process);
    if (granted.isEmpty() && process.isPresent()) {
      throw word.refusal("fhir-narrower", "for purposes that --purpose doesn't name: no grant");
    }
    for (String one : granted) {
      Coverage coverage = new FhirCoverage(word, meanings()).of(consent, one);
      word.step(one, grant(meaning), meaning.because(), coverage);
    }
    if (granted.isEmpty()) {
      word.protect("withdraw", "it isn't known what it permits");
    }
    if (process.filter(one -> !isAmong(one, granted)).isPresent()) {
      word.protect("withdraw", "it permits something else");
    }
    if (consent.exceptions().stream().anyMatch(FhirPermission::isNarrower)) {
      word.note("an exception has conditions that can't be told here: more is left out");
    }
  }

  // The processes of its purposes; that of the whole document is ended by who reads it.
  private void endOthers(String because) {
    Set<String> others = purposes().granted(consent, Optional.empty());
    for (String process : others) {
      word.step(process, Json.object().put("do", "withdraw"), because, Coverage.ALL);
    }
  }

  private ObjectNode grant(FhirMeaning meaning) throws DocumentException {
    ObjectNode grant = Json.object().put("do", "grant");
    if (!consent.categories().isEmpty()) {
      grant.set(
          "dataCategories",
          Terms.categories(consent.categories(), meanings().categories(), word.line()));
    }
    meaning.validUntil().ifPresent(end -> grant.put("validUntil", end.toString()));
    return grant;
  }

  private static boolean isNarrower(FhirException exception) {
    return exception.more() || (!exception.data().isEmpty() && !exception.actors().isEmpty());
  }

  private static boolean isAmong(String process, Set<String> granted) {
    return granted.stream().anyMatch(one -> FhirPurposes.id(one).equals(FhirPurposes.id(process)));
  }

  private FhirPurposes purposes() {
    return new FhirPurposes(meanings().purposes());
  }

  private Meanings meanings() {
    return word.options().meanings();
  }
}
