package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import org.jspecify.annotations.Nullable;

/**
 * What is held about a customer must not be erased for now, or may be again.
 *
 * @param processId what is held under this process; null: all
 */
public record LegalHold(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    @Nullable String processId,
    HoldAction action,
    HoldGround code)
    implements SubjectPayload {
  public LegalHold {
    if (processId != null) {
      Shape.IDENTIFIER.require("processId", processId);
    }
  }

  @Override
  public Kind kind() {
    return Kind.LEGAL_HOLD;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this)
        .optional("processId", processId)
        .code("action", action)
        .code("code", code)
        .done();
  }
}
