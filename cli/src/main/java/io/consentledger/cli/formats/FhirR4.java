package io.consentledger.cli.formats;

import io.consentledger.cli.formats.FhirConsent.About;
import io.consentledger.cli.formats.FhirConsent.Decision;
import io.consentledger.cli.formats.FhirConsent.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final String OPT_IN = "OPTIN";

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
        decision(consent),
        isNarrowed(root) || FhirData.contradict(granted(consent), exceptions(root)),
        Optional.ofNullable(root.getPeriod().getStartElement().getValueAsString()),
        Optional.ofNullable(root.getPeriod().getEndElement().getValueAsString()),
        process(consent.getIdentifier()),
        granted(consent),
        codings(root.getPurpose()),
        root.getActor().stream().map(actor -> named(actor.getReference())).toList(),
        exceptions(root));
  }

  private static Standing standing(Consent.ConsentState status) {
    return switch (status) {
      case ACTIVE -> Standing.ACTIVE;
      case DRAFT, PROPOSED, NULL -> Standing.OPEN;
      case REJECTED -> Standing.REFUSED;
      case INACTIVE, ENTEREDINERROR -> Standing.ENDED;
    };
  }

  // The base rule is the policy's where the root, as R4 has it, carries no type.
  private static Decision decision(Consent consent) {
    Consent.ProvisionComponent root = consent.getProvision();
    if (!root.hasType()) {
      List<Coding> rules = consent.getPolicyRule().getCoding();
      boolean optIn = !rules.isEmpty() && rules.stream().allMatch(FhirR4::isOptIn);
      return optIn ? Decision.PERMIT : Decision.NONE;
    }
    return root.getType() == Consent.ConsentProvisionType.PERMIT ? Decision.PERMIT : Decision.DENY;
  }

  private static boolean isOptIn(Coding rule) {
    return FhirReader.ACT_CODE.equals(rule.getSystem()) && OPT_IN.equals(rule.getCode());
  }

  private static boolean isNarrowed(Consent.ProvisionComponent root) {
    return root.getProvision().stream().anyMatch(it -> !isDenial(it))
        || root.hasAction()
        || root.hasSecurityLabel()
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

  private static boolean isDenial(Consent.ProvisionComponent provision) {
    return provision.getType() == Consent.ConsentProvisionType.DENY;
  }

  private static List<FhirException> exceptions(Consent.ProvisionComponent root) {
    return root.getProvision().stream().map(FhirR4::exception).toList();
  }

  private static FhirException exception(Consent.ProvisionComponent rule) {
    List<Coding> data = new ArrayList<>(rule.getClass_());
    data.addAll(rule.getSecurityLabel());
    rule.getCode().forEach(concept -> data.addAll(coded(concept)));
    Consent.ProvisionComponent rest = rule.copy();
    rest.setTypeElement(null).setClass_(null).setSecurityLabel(null).setCode(null);
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
