package io.consentledger.ledger.query;

import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;

/**
 * A duty that nobody fulfilled in time.
 *
 * @param code as the finding would have it, had anybody filed a record
 * @param details codes or terms that say what is owed, in a fixed order
 * @param dueMs exclusive end of the time there was, UTC ms
 * @param txId the transaction that it follows from, such as the request
 * @param controllerId whose customer it is about; it owes this, where no recipient does
 * @param recipient the organisation that owes this in the controller's place, by name
 */
public record OverdueItem(
    FindingCode code,
    List<String> details,
    long dueMs,
    TxId txId,
    PartyId controllerId,
    Optional<String> recipient) {
  public OverdueItem {
    details = List.copyOf(details);
  }
}
