package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;

/**
 * Ends a customer's key: nothing that it signs counts from here on. Whoever holds the key may do
 * so, a thief too, who thereby loses what was stolen.
 */
public record RevokeKey(Salt salt, KeyId keyId, RevocationReason reason) implements Payload {
  @Override
  public Kind kind() {
    return Kind.REVOKE_KEY;
  }

  @Override
  public StreamId stream(NetworkId network) {
    return StreamId.ofKey(keyId);
  }

  @Override
  public ObjectNode toJson() {
    return Json.payload(this).text("keyId", keyId.toHex()).code("reason", reason).done();
  }
}
