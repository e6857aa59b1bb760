package io.consentledger.cli.imports;

import io.consentledger.cli.formats.FhirConsent;
import io.consentledger.cli.formats.FhirException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the purposes of a FHIR permission come to, by {@code --purpose}: a process is a purpose
 * here.
 *
 * @param named the processes of purposes, written id@version
 */
record FhirPurposes(Map<String, String> named) {
  /**
   * The processes that it is a grant of.
   *
   * @param process that the document is about where it limits nothing
   */
  Set<String> granted(FhirConsent consent, Optional<String> process) {
    return consent.purposes().isEmpty()
        ? Set.copyOf(process.stream().toList())
        : processes(consent.purposes());
  }

  /** The processes that it denies: those of an exception that is about purposes alone. */
  Set<String> denied(FhirConsent consent) {
    Set<String> denied = new LinkedHashSet<>();
    consent.exceptions().stream()
        .filter(FhirException::isOfPurposesAlone)
        .forEach(one -> denied.addAll(processes(one.purposes())));
    return denied;
  }

  /** Whether an exception may be one from a process: none that is known to be about others. */
  boolean concerns(FhirException exception, String process) {
    boolean known =
        exception.purposes().stream().noneMatch(names -> processes(List.of(names)).isEmpty());
    return exception.purposes().isEmpty()
        || !known
        || processes(exception.purposes()).stream()
            .anyMatch(other -> id(other).equals(id(process)));
  }

  private Set<String> processes(Collection<Set<String>> purposes) {
    Set<String> processes = new LinkedHashSet<>();
    for (Set<String> names : purposes) {
      names.stream().filter(named::containsKey).map(named::get).forEach(processes::add);
    }
    return processes;
  }

  static String id(String process) {
    return List.of(process.split("@", 2)).get(0);
  }
}
