package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import org.jspecify.annotations.Nullable;

/** A customer asks for what the law gives them; its transaction's id names the request. */
public record OpenRequest(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    Regime regime,
    RequestRight right,
    @Nullable Digest details)
    implements SubjectPayload {
  /** The same without private details. */
  public OpenRequest(
      Salt salt, PartyId controllerId, SubjectRef subjectRef, Regime regime, RequestRight right) {
    this(salt, controllerId, subjectRef, regime, right, null);
  }

  @Override
  public Kind kind() {
    return Kind.OPEN_REQUEST;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this).code("regime", regime).code("right", right).details(details).done();
  }
}
