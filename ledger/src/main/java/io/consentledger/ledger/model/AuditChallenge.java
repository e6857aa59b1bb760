package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;

/**
 * A number that an auditor drew just now: a proof that holds it was made later, so that nobody can
 * show an old state of the ledger as the present one.
 *
 * @param nonce 32 random bytes
 */
public record AuditChallenge(Salt salt, Digest nonce) implements Payload {
  @Override
  public Kind kind() {
    return Kind.AUDIT_CHALLENGE;
  }

  @Override
  public StreamId stream(NetworkId network) {
    return StreamId.ofChallenge(network);
  }

  @Override
  public ObjectNode toJson() {
    return Json.payload(this).text("nonce", nonce.toHex()).done();
  }
}
