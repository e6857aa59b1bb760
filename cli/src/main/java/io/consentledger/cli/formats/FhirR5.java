package io.consentledger.cli.formats;

import io.consentledger.cli.formats.FhirConsent.About;
import io.consentledger.cli.formats.FhirConsent.Decision;
import io.consentledger.cli.formats.FhirConsent.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.Coding;
import org.hl7.fhir.r5.model.Consent;
import org.hl7.fhir.r5.model.Enumerations;
import org.hl7.fhir.r5.model.Extension;
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
        FhirData.contradict(granted(consent), exceptions(consent)),
        Optional.ofNullable(consent.getPeriod().getStartElement().getValueAsString()),
        Optional.ofNullable(consent.getPeriod().getEndElement().getValueAsString()),
        process(consent.getIdentifier()),
        granted(consent),
        List.of(),
        consent.getGrantee().stream().map(FhirR5::named).toList(),
        exceptions(consent));
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
      return FhirReader.person(subject.getReference());
    }
    Identifier identifier = subject.getIdentifier();
    return identifier.hasValue()
        ? Optional.of(FhirReader.person(identifier.getSystem(), identifier.getValue()))
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

  private static List<String> granted(Consent consent) {
    return consent.getExtensionsByUrl(FhirData.GRANTED).stream()
        .map(Extension::getValue)
        .filter(Coding.class::isInstance)
        .flatMap(value -> term((Coding) value).stream())
        .toList();
  }

  private static List<FhirException> exceptions(Consent consent) {
    return consent.getProvision().stream().map(FhirR5::exception).toList();
  }

  private static FhirException exception(Consent.ProvisionComponent rule) {
    List<Coding> data = new ArrayList<>(rule.getDocumentType());
    data.addAll(rule.getResourceType());
    data.addAll(rule.getSecurityLabel());
    rule.getCode().forEach(concept -> data.addAll(coded(concept)));
    Consent.ProvisionComponent rest = rule.copy();
    rest.setDocumentType(null).setResourceType(null).setSecurityLabel(null).setCode(null);
    rest.setPurpose(null).setActor(null);
    return new FhirException(
        codings(rule.getPurpose()),
        codings(data),
        rule.getActor().stream().map(actor -> named(actor.getReference())).toList(),
        !rest.isEmpty());
  }

  // A concept in words alone still stands for something.
  private static List<Coding> coded(CodeableConcept concept) {
    return concept.hasCoding() ? concept.getCoding() : List.of(new Coding());
  }

  private static List<Set<String>> codings(List<Coding> codings) {
    return codings.stream()
        .map(coding -> FhirException.coding(coding.getSystem(), coding.getCode()))
        .toList();
  }

  private static Set<String> named(Reference who) {
    return FhirException.names(
        who.getReference(), who.getIdentifier().getValue(), who.getDisplay());
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
