package io.consentledger.cli.formats;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which data a permission of ours covers. FHIR can only say what is excepted from a permission, and
 * a reader who doesn't know the process can't tell what is left. So what was granted stands in an
 * extension of its own, and what wasn't is an exception that every reader understands.
 */
final class FhirData {
  /** The extension, once for each category. */
  static final String GRANTED = "urn:consent-ledger:data-category";

  private static final String CORE = "https://w3id.org/dpv#";
  private static final String PERSONAL_DATA = "https://w3id.org/dpv/pd#";

  private FhirData() {}

  /** The code system of a term such as {@code pd:EmailAddress}. */
  static String system(String term) {
    return term.startsWith("pd:") ? PERSONAL_DATA : CORE;
  }

  /** The code of a term. */
  static String code(String term) {
    return term.substring(term.indexOf(':') + 1);
  }

  /** The term of a code; empty where the code is no term of DPV. */
  static Optional<String> term(String system, String code) {
    if (PERSONAL_DATA.equals(system)) {
      return Optional.of("pd:" + code);
    }
    return CORE.equals(system) ? Optional.of("dpv:" + code) : Optional.empty();
  }

  /** Whether an exception is about data that the document names as granted: it contradicts. */
  static boolean contradict(List<String> granted, List<FhirException> exceptions) {
    return exceptions.stream()
        .flatMap(one -> one.data().stream())
        .anyMatch(names -> !Collections.disjoint(names, granted));
  }
}
