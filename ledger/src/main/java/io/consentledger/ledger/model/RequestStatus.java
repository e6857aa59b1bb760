package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param requestId the transaction that opened it
 * @param reason why more time was taken or why it was denied; null with every other status
 */
public record RequestStatus(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    TxId requestId,
    RequestStatusCode status,
    @Nullable RequestReason reason)
    implements SubjectPayload {
  public RequestStatus {
    if (status.needsReason() && (reason == null || reason.goesWith() != status)) {
      throw new InvalidFieldException("reason", "must be a reason that goes with " + status);
    }
    if (!status.needsReason() && reason != null) {
      throw new InvalidFieldException("reason", "does not go with " + status);
    }
  }

  @Override
  public Kind kind() {
    return Kind.REQUEST_STATUS;
  }

  @Override
  public ObjectNode toJson() {
    Json json = Json.subject(this).text("requestId", requestId.toHex()).code("status", status);
    if (reason != null) {
      json.code("reason", reason);
    }
    return json.done();
  }
}
