package io.consentledger.cli.formats;

import io.consentledger.cli.formats.FhirConsent.About;
import io.consentledger.cli.formats.FhirConsent.Decision;
import io.consentledger.cli.formats.FhirConsent.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/**
 * Consent in release R4: the root provision permits or denies, provisions within it are exceptions
 * (HL7 FHIR R4, section 6.2).
 */
final class FhirR4 {
  private FhirR4() {}

  static FhirConsent read(Consent consent) throws FormatException {
    if (!consent.hasStatus()) {
      throw new FormatException("fhir-malformed", "not a Consent: the status is missing");
    }
    Consent.ProvisionComponent root = consent.getProvision();
    return new FhirConsent(
        standing(consent.getStatus()),
        person(consent.getPatient()),
        about(consent),
        decision(root),
        isNarrowed(root)
            || (root.hasProvision() && !FhirData.leaves(granted(consent), excepted(root))),
        Optional.ofNullable(root.getPeriod().getStartElement().getValueAsString()),
        Optional.ofNullable(root.getPeriod().getEndElement().getValueAsString()),
        process(consent.getIdentifier()),
        granted(consent));
  }

  private static Standing standing(Consent.ConsentState status) {
    return switch (status) {
      case ACTIVE -> Standing.ACTIVE;
      case DRAFT, PROPOSED, NULL -> Standing.OPEN;
      case REJECTED -> Standing.REFUSED;
      case INACTIVE, ENTEREDINERROR -> Standing.ENDED;
    };
  }

  private static Decision decision(Consent.ProvisionComponent root) {
    if (!root.hasType()) {
      return Decision.NONE;
    }
    return root.getType() == Consent.ConsentProvisionType.PERMIT ? Decision.PERMIT : Decision.DENY;
  }

  private static boolean isNarrowed(Consent.ProvisionComponent root) {
    return root.hasActor()
        || root.hasAction()
        || root.hasSecurityLabel()
        || root.hasPurpose()
        || root.hasClass_()
        || root.hasCode()
        || root.hasDataPeriod()
        || root.hasData();
  }

  private static Optional<String> person(Reference patient) {
    if (patient.hasReference()) {
      return FhirReader.person(patient.getReference());
    }
    Identifier identifier = patient.getIdentifier();
    return identifier.hasValue()
        ? Optional.of(FhirReader.person(identifier.getSystem(), identifier.getValue()))
        : Optional.empty();
  }

  private static About about(Consent consent) {
    List<CodeableConcept> concepts = new ArrayList<>(consent.getCategory());
    concepts.add(consent.getScope());
    About about = About.UNKNOWN;
    for (CodeableConcept concept : concepts) {
      for (Coding coding : concept.getCoding()) {
        about = FhirReader.both(about, FhirReader.about(coding.getSystem(), coding.getCode()));
      }
    }
    return about;
  }

  private static List<String> granted(Consent consent) {
    return consent.getExtensionsByUrl(FhirData.GRANTED).stream()
        .map(Extension::getValue)
        .filter(Coding.class::isInstance)
        .flatMap(value -> term((Coding) value).stream())
        .toList();
  }

  private static List<List<String>> excepted(Consent.ProvisionComponent root) {
    return root.getProvision().stream().map(FhirR4::terms).toList();
  }

  // Of a denial that is about data and nothing else.
  private static List<String> terms(Consent.ProvisionComponent exception) {
    Consent.ProvisionComponent rest = exception.copy().setCode(null);
    boolean denies = exception.getType() == Consent.ConsentProvisionType.DENY;
    rest.setTypeElement(null);
    List<Optional<String>> terms =
        exception.getCode().stream()
            .flatMap(concept -> concept.getCoding().stream())
            .map(FhirR4::term)
            .toList();
    return denies && rest.isEmpty() && terms.stream().allMatch(Optional::isPresent)
        ? terms.stream().flatMap(Optional::stream).toList()
        : List.of();
  }

  private static Optional<String> term(Coding coding) {
    return FhirData.term(coding.getSystem(), coding.getCode());
  }

  private static Optional<String> process(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(identifier -> FhirConsent.PROCESS_SYSTEM.equals(identifier.getSystem()))
        .map(Identifier::getValue)
        .findFirst();
  }
}
