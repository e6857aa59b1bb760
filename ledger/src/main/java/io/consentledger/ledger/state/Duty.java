package io.consentledger.ledger.state;

import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;

/**
 * Something that an organisation must do by a time.
 *
 * @param code what is found where it isn't done
 * @param details codes or terms that say what is owed, in a fixed order
 * @param dueMs exclusive end of the time that is left, UTC ms
 * @param txId the transaction that it follows from
 * @param controllerId whose customer it is about; it owes this, where no recipient does
 * @param recipient the organisation that owes this in the controller's place, by name
 */
public record Duty(
    FindingCode code,
    List<String> details,
    long dueMs,
    TxId txId,
    PartyId controllerId,
    Optional<String> recipient) {
  /** A detail: to confirm the receipt of a request. */
  static final String ACKNOWLEDGE = "ACKNOWLEDGE";

  /** A detail: to answer a request. */
  static final String ANSWER = "ANSWER";

  public Duty {
    details = List.copyOf(details);
  }
}
