package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;

/** Ends a delegation. The customer does so, or the delegate itself, which lays it down. */
public record RevokeDelegation(
    Salt salt, PartyId controllerId, SubjectRef subjectRef, TxId delegation)
    implements SubjectPayload {
  @Override
  public Kind kind() {
    return Kind.REVOKE_DELEGATION;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this).text("delegation", delegation.toHex()).done();
  }
}
