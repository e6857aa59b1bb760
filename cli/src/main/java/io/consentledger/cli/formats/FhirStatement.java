package io.consentledger.cli.formats;

import java.time.Instant;
import java.util.List;

/**
 * What the ledger says of one consent, to be written as a FHIR Consent.
 *
 * @param subject the customer's pseudonym
 * @param process written id@version
 * @param noticeUri empty where none is declared
 * @param txId the record that brought it about
 * @param until of a consent that is given
 * @param categories of a consent that is given: the data that it covers, such as {@code
 *     pd:EmailAddress}
 * @param excepted data that the process declares and the customer didn't grant, written likewise
 * @param recipients of a consent that is given for some of those that the process declares; empty
 *     for all
 * @param exceptedRecipients those that the process declares and it isn't given for
 */
public record FhirStatement(
    String subject,
    String controller,
    String process,
    String noticeUri,
    String txId,
    Instant at,
    Instant until,
    State state,
    List<String> categories,
    List<String> excepted,
    List<String> recipients,
    List<String> exceptedRecipients) {
  /** Where a consent stands. */
  public enum State {
    GIVEN,
    REFUSED,
    OPEN,
    /** Withdrawn, ended by others, or past its end. */
    ENDED
  }

  static final String SUBJECT_SYSTEM = "urn:consent-ledger:subject";
  static final String RECORD_SYSTEM = "urn:consent-ledger:transaction";

  public FhirStatement {
    categories = List.copyOf(categories);
    excepted = List.copyOf(excepted);
    recipients = List.copyOf(recipients);
    exceptedRecipients = List.copyOf(exceptedRecipients);
  }

  /** The address of the Consent in a Bundle: the same one wherever it stands. */
  String address() {
    return "urn:consent-ledger:consent:" + subject + ':' + process;
  }
}
