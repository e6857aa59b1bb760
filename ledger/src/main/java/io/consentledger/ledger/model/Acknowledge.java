package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;

/**
 * A recipient says that a withdrawal, an opt-out or the like reached it: what a recipient owes
 * where the data went (GDPR Article 19; 11 CCR 7026(f)).
 *
 * @param acknowledges the transaction that reached it
 */
public record Acknowledge(Salt salt, PartyId controllerId, SubjectRef subjectRef, TxId acknowledges)
    implements SubjectPayload {
  @Override
  public Kind kind() {
    return Kind.ACKNOWLEDGE;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this).text("acknowledges", acknowledges.toHex()).done();
  }
}
