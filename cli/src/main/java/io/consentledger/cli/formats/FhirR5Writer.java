package io.consentledger.cli.formats;

import io.consentledger.cli.formats.FhirStatement.State;
import java.time.Instant;
import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.Coding;
import org.hl7.fhir.r5.model.Consent;
import org.hl7.fhir.r5.model.DateTimeType;
import org.hl7.fhir.r5.model.DateType;
import org.hl7.fhir.r5.model.Enumerations;
import org.hl7.fhir.r5.model.Identifier;
import org.hl7.fhir.r5.model.Reference;

/** Consent in release R5: the decision, and beside it what is excepted. */
final class FhirR5Writer {
  private FhirR5Writer() {}

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
    consent.addCategory(new CodeableConcept(new Coding(FhirReader.SCOPE, "patient-privacy", null)));
    consent.setSubject(
        new Reference()
            .setIdentifier(identifier(FhirStatement.SUBJECT_SYSTEM, statement.subject())));
    consent.setDateElement(new DateType(statement.at().toString().substring(0, 10)));
    consent.addController(new Reference().setDisplay(statement.controller()));
    consent.getPolicyBasis().setUrl(statement.noticeUri());
    if (statement.state() == State.GIVEN) {
      permit(consent, statement);
    } else if (statement.state() == State.REFUSED) {
      consent.setDecision(Enumerations.ConsentProvisionType.DENY);
    }
    return consent;
  }

  private static void permit(Consent consent, FhirStatement statement) {
    consent.setDecision(Enumerations.ConsentProvisionType.PERMIT);
    consent.getPeriod().setStartElement(utc(statement.at())).setEndElement(utc(statement.until()));
    for (String term : statement.categories()) {
      consent.addExtension(FhirData.GRANTED, coding(term));
    }
    if (!statement.recipients().isEmpty()) {
      consent.addGrantee(new Reference().setDisplay(statement.controller()));
      statement.recipients().forEach(one -> consent.addGrantee(new Reference().setDisplay(one)));
    }
    if (!statement.excepted().isEmpty()) {
      Consent.ProvisionComponent exception = consent.addProvision();
      statement.excepted().forEach(term -> exception.addCode(new CodeableConcept(coding(term))));
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
