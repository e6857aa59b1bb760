package io.consentledger.cli.imports;

import io.consentledger.cli.formats.FhirConsent;
import io.consentledger.cli.formats.FhirException;
import io.consentledger.ledger.model.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** For whom and but for what a FHIR Consent permits, in terms of this ledger. */
record FhirCoverage(FhirWord word, Meanings meanings) {
  /**
   * Reads it, as far as it is about a process.
   *
   * @throws DocumentException {@code fhir-narrower} where it can't be told what an exception is
   *     about, {@code for-others} where it names whom it permits and not the one that imports
   */
  Coverage of(FhirConsent consent, String process) throws DocumentException {
    FhirPurposes purposes = new FhirPurposes(meanings.purposes());
    List<Coverage.Except> exceptions = new ArrayList<>();
    for (FhirException one : consent.exceptions()) {
      if (purposes.concerns(one, process)) {
        exceptions.add(except(one));
      }
    }
    return new Coverage(named(consent), exceptions);
  }

  private Optional<List<Coverage.Who>> named(FhirConsent consent) throws DocumentException {
    if (consent.actors().isEmpty()) {
      return Optional.empty();
    }
    if (consent.actors().stream().noneMatch(meanings::isUs)) {
      throw word.refusal("for-others", "for others than --known-as names: no grant");
    }
    return Optional.of(meanings.others(consent.actors()));
  }

  private Coverage.Except except(FhirException exception) throws DocumentException {
    Set<String> data = terms(exception.data());
    boolean us = exception.actors().stream().anyMatch(meanings::isUs);
    List<Coverage.Who> actors = us ? List.of() : meanings.others(exception.actors());
    boolean unnamed = actors.stream().anyMatch(one -> one.names().isEmpty());
    if (data.isEmpty() && (actors.isEmpty() || unnamed)) {
      throw word.refusal("fhir-narrower", "has an exception that can't be told: no grant");
    }
    return new Coverage.Except(data, unnamed ? List.of() : actors);
  }

  /** All of the data, or none where any of it isn't understood. */
  private Set<String> terms(List<Set<String>> data) {
    Set<String> terms = new LinkedHashSet<>();
    for (Set<String> names : data) {
      Set<String> found = new LinkedHashSet<>();
      Map<String, String> mapped = meanings.categories();
      for (String name : names) {
        boolean ours = name.startsWith("pd:") || name.startsWith("dpv:");
        String term = mapped.getOrDefault(name, ours ? Terms.withoutPrefix(name) : "");
        if (Vocabulary.shipped().contains(Vocabulary.Group.DATA_CATEGORY, term)) {
          found.add(term);
        }
      }
      if (found.isEmpty()) {
        return Set.of();
      }
      terms.addAll(found);
    }
    return terms;
  }
}
