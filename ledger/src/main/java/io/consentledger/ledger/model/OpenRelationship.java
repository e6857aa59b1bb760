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
 * Makes a customer's key known for one controller. {@code proof} is that key's signature over the
 * network, the controller and the pseudonym: nobody opens a relationship with another's key.
 */
public record OpenRelationship(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    VerifyingKey subjectKey,
    Assurance assurance,
    Signature proof)
    implements SubjectPayload {
  public OpenRelationship {
    Possession.requireLength("proof", subjectKey, proof);
  }

  /** What the customer's wallet signs and the controller wraps. */
  public static OpenRelationship prove(
      NetworkId network,
      Salt salt,
      PartyId controllerId,
      SigningKey subjectKey,
      Assurance assurance) {
    SubjectRef ref = SubjectRef.of(network, controllerId, subjectKey.verifyingKey());
    Signature proof = Possession.prove(network, controllerId, ref, subjectKey);
    return new OpenRelationship(
        salt, controllerId, ref, subjectKey.verifyingKey(), assurance, proof);
  }

  @Override
  public Kind kind() {
    return Kind.OPEN_RELATIONSHIP;
  }

  @Override
  public void verifyInside(NetworkId network) throws TransactionException {
    Possession.verify(network, this, "proof", subjectKey, proof);
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this)
        .object("subjectKey", Possession.json(subjectKey))
        .code("assurance", assurance)
        .text("proof", proof.bytes().toHex())
        .done();
  }
}
