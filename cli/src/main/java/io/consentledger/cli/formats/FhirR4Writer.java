package io.consentledger.cli.formats;

import io.consentledger.cli.formats.FhirStatement.State;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** Consent in release R4: the root provision is the rule, those in it what is excepted. */
final class FhirR4Writer {
  /** "Patient Consent": R4 wants a category beside the scope. */
  private static final Coding CATEGORY = new Coding("http://loinc.org", "59284-0", null);

  private static final Coding RECIPIENT =
      new Coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP", null);

  private FhirR4Writer() {}

  static Consent consent(FhirStatement statement) {
    Consent consent = new Consent();
    consent.addIdentifier(identifier(FhirConsent.PROCESS_SYSTEM, statement.process()));
    consent.addIdentifier(identifier(FhirStatement.RECORD_SYSTEM, statement.txId()));
    consent.setStatus(
        switch (statement.state()) {
          case GIVEN, REFUSED -> Consent.ConsentState.ACTIVE;
          case OPEN -> Consent.ConsentState.DRAFT;
          case ENDED -> Consent.ConsentState.INACTIVE;
        });
    consent.setScope(new CodeableConcept(new Coding(FhirReader.SCOPE, "patient-privacy", null)));
    consent.addCategory(new CodeableConcept(CATEGORY.copy()));
    consent.setPatient(
        new Reference()
            .setIdentifier(identifier(FhirStatement.SUBJECT_SYSTEM, statement.subject())));
    consent.setDateTimeElement(utc(statement.at()));
    consent.addOrganization(new Reference().setDisplay(statement.controller()));
    if (statement.noticeUri().isEmpty()) {
      consent.setPolicyRule(new CodeableConcept().setText("no notice is declared"));
    } else {
      consent.addPolicy().setUri(statement.noticeUri());
    }
    if (statement.state() == State.GIVEN) {
      permit(consent, statement);
    } else if (statement.state() == State.REFUSED) {
      consent.getProvision().setType(Consent.ConsentProvisionType.DENY);
    }
    return consent;
  }

  private static void permit(Consent consent, FhirStatement statement) {
    Consent.ProvisionComponent root = consent.getProvision();
    root.setType(Consent.ConsentProvisionType.PERMIT);
    root.getPeriod().setStartElement(utc(statement.at())).setEndElement(utc(statement.until()));
    for (String term : statement.categories()) {
      consent.addExtension(FhirData.GRANTED, coding(term));
    }
    if (!statement.exceptedRecipients().isEmpty()) {
      except(root, statement.exceptedRecipients());
    }
    if (!statement.excepted().isEmpty()) {
      Consent.ProvisionComponent exception = root.addProvision();
      exception.setType(Consent.ConsentProvisionType.DENY);
      statement.excepted().forEach(term -> exception.addCode(new CodeableConcept(coding(term))));
    }
  }

  // What R4 has no word for but an exception: a permission for some.
  private static void except(Consent.ProvisionComponent root, List<String> recipients) {
    Consent.ProvisionComponent exception = root.addProvision();
    exception.setType(Consent.ConsentProvisionType.DENY);
    for (String recipient : recipients) {
      exception
          .addActor()
          .setRole(new CodeableConcept(RECIPIENT.copy()))
          .setReference(new Reference().setDisplay(recipient));
    }
  }

  private static Coding coding(String term) {
    return new Coding(FhirData.system(term), FhirData.code(term), null);
  }

  // Not from a Date alone: that one would be written in this machine's time zone.
  private static DateTimeType utc(Instant instant) {
    return new DateTimeType(instant.toString());
  }

  private static Identifier identifier(String system, String value) {
    return new Identifier().setSystem(system).setValue(value);
  }
}
