package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;

/** A controller asks a customer for consent to a process, showing a notice. */
public record RequestConsent(
    Salt salt, PartyId controllerId, SubjectRef subjectRef, ProcessRef process, NoticeRef notice)
    implements SubjectPayload {
  @Override
  public Kind kind() {
    return Kind.REQUEST_CONSENT;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this).process("process", process).notice("notice", notice).done();
  }
}
