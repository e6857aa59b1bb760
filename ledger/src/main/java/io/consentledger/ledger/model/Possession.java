package io.consentledger.ledger.model;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TransactionException;

/**
 * Proof that whoever brings a customer's key holds it: the key's signature over the network, the
 * controller and the pseudonym, so that nobody registers another's key.
 */
final class Possession {
  private Possession() {}

  static Signature prove(
      NetworkId network, PartyId controller, SubjectRef subject, SigningKey key) {
    return key.sign(message(network, controller, subject));
  }

  /**
   * @param field where the proof stands, for the message
   */
  static void requireLength(String field, VerifyingKey key, Signature proof) {
    if (proof.bytes().size() != key.algorithm().signatureSizeBytes()) {
      throw new InvalidFieldException(field, "has the wrong length for this key");
    }
  }

  /**
   * @throws TransactionException {@code possession-invalid}
   */
  static void verify(
      NetworkId network, SubjectPayload payload, String field, VerifyingKey key, Signature proof)
      throws TransactionException {
    try {
      key.verify(message(network, payload.controllerId(), payload.subjectRef()), proof);
    } catch (CryptoException refused) {
      throw new TransactionException(
          "possession-invalid", field + ": the customer's key did not sign this relationship");
    }
  }

  /** How a key stands in a payload. */
  static Json json(VerifyingKey key) {
    return Json.empty().integer("alg", key.algorithm().code()).text("key", key.raw().toHex());
  }

  private static Bytes message(NetworkId network, PartyId controller, SubjectRef subject) {
    return Domain.POSSESSION.message(
        network.digest().bytes(), controller.digest().bytes(), subject.digest().bytes());
  }
}
