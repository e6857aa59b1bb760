package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Domain;
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
    if (proof.bytes().size() != subjectKey.algorithm().signatureSizeBytes()) {
      throw new InvalidFieldException("proof", "has the wrong length for this key");
    }
  }

  /** What the customer's wallet signs and the controller wraps. */
  public static OpenRelationship prove(
      NetworkId network,
      Salt salt,
      PartyId controllerId,
      SigningKey subjectKey,
      Assurance assurance) {
    SubjectRef ref = SubjectRef.of(network, controllerId, subjectKey.verifyingKey());
    Signature proof = subjectKey.sign(possession(network, controllerId, ref));
    return new OpenRelationship(
        salt, controllerId, ref, subjectKey.verifyingKey(), assurance, proof);
  }

  @Override
  public Kind kind() {
    return Kind.OPEN_RELATIONSHIP;
  }

  @Override
  public void verifyInside(NetworkId network) throws TransactionException {
    try {
      subjectKey.verify(possession(network, controllerId, subjectRef), proof);
    } catch (CryptoException refused) {
      throw new TransactionException(
          "possession-invalid", "proof: the subject key did not sign this relationship");
    }
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this)
        .key("subjectKey", subjectKey)
        .code("assurance", assurance)
        .text("proof", proof.bytes().toHex())
        .done();
  }

  private static Bytes possession(NetworkId network, PartyId controllerId, SubjectRef ref) {
    return Domain.POSSESSION.message(
        network.digest().bytes(), controllerId.digest().bytes(), ref.digest().bytes());
  }
}
