package io.consentledger.ledger.verify;

import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.tx.Transaction;

/**
 * Proof by type: the payload is canonical, is of the statement's kind and stream, and the signature
 * is {@link #key()}'s. Only {@link TransactionVerifier} makes one. Whether that key may say this is
 * for the rules. Immutable, for any thread.
 */
public final class VerifiedTransaction {
  private final Transaction transaction;
  private final Payload payload;
  private final VerifyingKey key;

  VerifiedTransaction(Transaction transaction, Payload payload, VerifyingKey key) {
    this.transaction = transaction;
    this.payload = payload;
    this.key = key;
  }

  public Transaction transaction() {
    return transaction;
  }

  /** The payload, parsed once. */
  public Payload payload() {
    return payload;
  }

  /** The key that signed: its id is the statement's. */
  public VerifyingKey key() {
    return key;
  }
}
