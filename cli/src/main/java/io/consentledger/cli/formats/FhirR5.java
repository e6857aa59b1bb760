package io.consentledger.cli.formats;

import io.consentledger.cli.formats.FhirConsent.About;
import io.consentledger.cli.formats.FhirConsent.Decision;
import io.consentledger.cli.formats.FhirConsent.Standing;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.Coding;
import org.hl7.fhir.r5.model.Consent;
import org.hl7.fhir.r5.model.Enumerations;
import org.hl7.fhir.r5.model.Identifier;
import org.hl7.fhir.r5.model.Reference;

/**
 * Consent in release R5: the decision stands beside the provisions, which are exceptions to it (HL7
 * FHIR R5, section 6.2).
 */
final class FhirR5 {
  private FhirR5() {}

  static FhirConsent read(Consent consent) throws FormatException {
    if (!consent.hasStatus()) {
      throw new FormatException("fhir-malformed", "not a Consent: the status is missing");
    }
    return new FhirConsent(
        standing(consent.getStatus()),
        person(consent.getSubject()),
        about(consent),
        decision(consent),
        consent.hasProvision(),
        Optional.ofNullable(consent.getPeriod().getStartElement().getValueAsString()),
        Optional.ofNullable(consent.getPeriod().getEndElement().getValueAsString()),
        process(consent.getIdentifier()));
  }

  private static Standing standing(Consent.ConsentState status) {
    return switch (status) {
      case ACTIVE -> Standing.ACTIVE;
      case DRAFT, UNKNOWN, NULL -> Standing.OPEN;
      case NOTDONE -> Standing.REFUSED;
      case INACTIVE, ENTEREDINERROR -> Standing.ENDED;
    };
  }

  private static Decision decision(Consent consent) {
    if (!consent.hasDecision()) {
      return Decision.NONE;
    }
    return consent.getDecision() == Enumerations.ConsentProvisionType.PERMIT
        ? Decision.PERMIT
        : Decision.DENY;
  }

  private static Optional<String> person(Reference subject) {
    if (subject.hasReference()) {
      return Optional.of(subject.getReference());
    }
    Identifier identifier = subject.getIdentifier();
    return identifier.hasValue()
        ? Optional.of(identifier.getSystem() + '|' + identifier.getValue())
        : Optional.empty();
  }

  private static About about(Consent consent) {
    About about = About.UNKNOWN;
    for (CodeableConcept concept : consent.getCategory()) {
      for (Coding coding : concept.getCoding()) {
        about = FhirReader.both(about, FhirReader.about(coding.getSystem(), coding.getCode()));
      }
    }
    return about;
  }

  private static Optional<String> process(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(identifier -> FhirConsent.PROCESS_SYSTEM.equals(identifier.getSystem()))
        .map(Identifier::getValue)
        .findFirst();
  }
}
