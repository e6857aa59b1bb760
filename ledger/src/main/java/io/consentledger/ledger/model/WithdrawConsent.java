package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;

/** Ends a consent: whichever version of the process it was given to, and without a reason. */
public record WithdrawConsent(
    Salt salt, PartyId controllerId, SubjectRef subjectRef, String processId)
    implements SubjectPayload {
  public WithdrawConsent {
    Shape.IDENTIFIER.require("processId", processId);
  }

  @Override
  public Kind kind() {
    return Kind.WITHDRAW_CONSENT;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this).text("processId", processId).done();
  }
}
