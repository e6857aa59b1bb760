package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;

/** Opts a customer out of a right's subject, or in again. */
public record SetPreference(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    Right right,
    PreferenceValue value,
    PreferenceSource source)
    implements SubjectPayload {
  @Override
  public Kind kind() {
    return Kind.SET_PREFERENCE;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this)
        .code("right", right)
        .code("value", value)
        .code("source", source)
        .done();
  }
}
