package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;

/** A controller ends a consent that it was given: it relies on it no longer. */
public record RevokeConsent(
    Salt salt, PartyId controllerId, SubjectRef subjectRef, String processId, RevocationGround code)
    implements SubjectPayload {
  public RevokeConsent {
    Shape.IDENTIFIER.require("processId", processId);
  }

  @Override
  public Kind kind() {
    return Kind.REVOKE_CONSENT;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this).text("processId", processId).code("code", code).done();
  }
}
