package io.consentledger.cli.formats;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r5.model.Bundle;
import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.Coding;
import org.hl7.fhir.r5.model.Consent;
import org.hl7.fhir.r5.model.DateTimeType;
import org.hl7.fhir.r5.model.DateType;
import org.hl7.fhir.r5.model.Enumerations;
import org.hl7.fhir.r5.model.Identifier;
import org.hl7.fhir.r5.model.Reference;

/** Writes consents as HL7 FHIR R5, so that {@link FhirReader} reads what was meant. */
public final class FhirWriter {
  private static final String SUBJECT_SYSTEM = "urn:consent-ledger:subject";
  private static final String RECORD_SYSTEM = "urn:consent-ledger:transaction";

  private FhirWriter() {}

  /** Where a consent stands. */
  public enum State {
    GIVEN,
    REFUSED,
    OPEN,
    /** Withdrawn, ended by others, or past its end. */
    ENDED
  }

  /**
   * What the ledger says of one consent.
   *
   * @param subject the customer's pseudonym
   * @param process written id@version
   * @param txId the record that brought it about
   * @param until of a consent that is given
   */
  public record Statement(
      String subject,
      String controller,
      String process,
      String noticeUri,
      String txId,
      Instant at,
      Instant until,
      State state) {}

  /** A Bundle of them; the same statements give the same text. */
  public static String bundle(List<Statement> statements) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.COLLECTION);
    statements.forEach(statement -> bundle.addEntry().setResource(consent(statement)));
    return FhirContext.forR5().newJsonParser().setPrettyPrint(true).encodeResourceToString(bundle);
  }

  private static Consent consent(Statement statement) {
    Consent consent = new Consent();
    consent.addIdentifier(identifier(FhirConsent.PROCESS_SYSTEM, statement.process()));
    consent.addIdentifier(identifier(RECORD_SYSTEM, statement.txId()));
    consent.setStatus(
        switch (statement.state()) {
          case GIVEN, REFUSED -> Consent.ConsentState.ACTIVE;
          case OPEN -> Consent.ConsentState.DRAFT;
          case ENDED -> Consent.ConsentState.INACTIVE;
        });
    consent.addCategory(new CodeableConcept(new Coding(FhirReader.SCOPE, "patient-privacy", null)));
    consent.setSubject(
        new Reference().setIdentifier(identifier(SUBJECT_SYSTEM, statement.subject())));
    consent.setDateElement(new DateType(statement.at().toString().substring(0, 10)));
    consent.addController(new Reference().setDisplay(statement.controller()));
    consent.getPolicyBasis().setUrl(statement.noticeUri());
    if (statement.state() == State.GIVEN) {
      consent.setDecision(Enumerations.ConsentProvisionType.PERMIT);
      consent
          .getPeriod()
          .setStartElement(utc(statement.at()))
          .setEndElement(utc(statement.until()));
    } else if (statement.state() == State.REFUSED) {
      consent.setDecision(Enumerations.ConsentProvisionType.DENY);
    }
    return consent;
  }

  // Not from a Date alone: that one would be written in this machine's time zone.
  private static DateTimeType utc(Instant instant) {
    return new DateTimeType(instant.toString());
  }

  private static Identifier identifier(String system, String value) {
    return new Identifier().setSystem(system).setValue(value);
  }
}
