package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TransactionException;

/**
 * A customer's key gives its place to a new one: the old key signs the record, the new one proves
 * its possession inside. The pseudonym stays, so that the history goes on.
 */
public record RotateKey(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    VerifyingKey newKey,
    Signature possession)
    implements SubjectPayload {
  public RotateKey {
    Possession.requireLength("possession", newKey, possession);
  }

  /** What the customer's wallet makes, with the key that comes. */
  public static RotateKey prove(
      NetworkId network, Salt salt, PartyId controllerId, SubjectRef subject, SigningKey newKey) {
    return new RotateKey(
        salt,
        controllerId,
        subject,
        newKey.verifyingKey(),
        Possession.prove(network, controllerId, subject, newKey));
  }

  @Override
  public Kind kind() {
    return Kind.ROTATE_KEY;
  }

  @Override
  public void verifyInside(NetworkId network) throws TransactionException {
    Possession.verify(network, this, "possession", newKey, possession);
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this)
        .object("newKey", Possession.json(newKey))
        .text("possession", possession.bytes().toHex())
        .done();
  }
}
