package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;

/** An authority found that a consent is no valid one: it covers nothing from here on. */
public record InvalidateConsent(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    String processId,
    InvalidationGround code)
    implements SubjectPayload {
  public InvalidateConsent {
    Shape.IDENTIFIER.require("processId", processId);
  }

  @Override
  public Kind kind() {
    return Kind.INVALIDATE_CONSENT;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this).text("processId", processId).code("code", code).done();
  }
}
