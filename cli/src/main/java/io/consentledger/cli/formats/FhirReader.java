package io.consentledger.cli.formats;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FhirConsent.About;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads FHIR Consents in JSON, release R4 or R5, with HAPI's structures; unknown elements and codes
 * are refused. The release is told by the elements that only one of the two has. One thread; making
 * the first takes about a second.
 */
public final class FhirReader {
  private static final Set<String> ONLY_R4 =
      Set.of("patient", "scope", "dateTime", "performer", "organization", "policy", "policyRule");
  private static final Set<String> ONLY_R5 =
      Set.of(
          "subject",
          "date",
          "period",
          "grantor",
          "grantee",
          "manager",
          "controller",
          "regulatoryBasis",
          "policyBasis",
          "policyText",
          "decision");

  /** What changes a resource's meaning in ways that only its author's rules tell. */
  private static final Set<String> CHANGES_MEANING = Set.of("modifierExtension", "implicitRules");

  private static final Pattern NAME = Pattern.compile("[A-Za-z]{2,64}");

  static final String SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
  static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  private static final Set<String> SCOPES_OF_DATA = Set.of("patient-privacy", "research");
  private static final Set<String> ACT_CODES_OF_DATA =
      Set.of("IDSCL", "INFA", "INFAO", "INFASO", "IRDSCL", "RESEARCH", "RSDID", "RSREID");

  private final IParser r4 = strict(FhirContext.forR4Cached());
  private final IParser r5 = strict(FhirContext.forR5Cached());

  private static IParser strict(FhirContext context) {
    return context.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
  }

  /**
   * Reads one resource.
   *
   * @throws FormatException {@code fhir-release}, {@code fhir-malformed}, {@code fhir-modifier}
   */
  public FhirConsent read(ObjectNode json) throws FormatException {
    if (has(json, CHANGES_MEANING)) {
      throw new FormatException("fhir-modifier", "an element changes its meaning: not understood");
    }
    boolean isR4 = isAny(json, ONLY_R4) || json.path("provision").isObject();
    boolean isR5 = isAny(json, ONLY_R5) || json.path("provision").isArray();
    if (isR4 == isR5) {
      throw new FormatException(
          "fhir-release",
          isR4 ? "mixes elements of R4 and R5" : "neither R4 nor R5 by its elements");
    }
    try {
      return isR4
          ? FhirR4.read(r4.parseResource(org.hl7.fhir.r4.model.Consent.class, Json.line(json)))
          : FhirR5.read(r5.parseResource(org.hl7.fhir.r5.model.Consent.class, Json.line(json)));
    } catch (DataFormatException e) {
      throw new FormatException("fhir-malformed", "not a Consent: " + place(e, json));
    }
  }

  /** Who a reference names: nobody where it points into its own document (FHIR, contained). */
  static Optional<String> person(String reference) {
    return reference.startsWith("#") ? Optional.empty() : Optional.of(reference);
  }

  /** Who an identifier names, as FHIR searches for it: nothing before the bar without a system. */
  static String person(@Nullable String system, String value) {
    return (system == null ? "" : system) + '|' + value;
  }

  /** What a code of scope or category says the consent is about. */
  static About about(String system, String code) {
    if (SCOPE.equals(system)) {
      return SCOPES_OF_DATA.contains(code) ? About.DATA : About.OTHER;
    }
    return ACT_CODE.equals(system) && ACT_CODES_OF_DATA.contains(code) ? About.DATA : About.UNKNOWN;
  }

  /** Of two codes: one that speaks of something else wins. */
  static About both(About one, About other) {
    if (one == About.OTHER || other == About.OTHER) {
      return About.OTHER;
    }
    return one == About.DATA ? one : other;
  }

  private static boolean isAny(ObjectNode json, Set<String> names) {
    return names.stream().anyMatch(json::has);
  }

  private static boolean has(JsonNode node, Set<String> names) {
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      if (names.contains(fields.next())) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (has(child, names)) {
        return true;
      }
    }
    return false;
  }

  // HAPI's message quotes values too: shown is only what stands as a name in the document.
  private static String place(DataFormatException e, ObjectNode json) {
    Matcher names = NAME.matcher(String.valueOf(e.getMessage()));
    while (names.find()) {
      if (!json.findValues(names.group()).isEmpty()) {
        return "the element " + names.group() + " is of another shape, or not of that release";
      }
    }
    return "an element that the release doesn't have, or of another shape";
  }
}
