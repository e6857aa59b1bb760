package io.consentledger.ledger;

import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.verify.VerifiedTransaction;

/**
 * A transaction with what checking it off the writer's thread said. The verdict on everything but
 * {@link #KEY_UNKNOWN} is a function of the transaction alone.
 */
public sealed interface Candidate permits Candidate.Verified, Candidate.Refused {
  /**
   * No registered key has the id. Only a hint here, because the state may have moved on: whether a
   * key is registered is decided where the transaction is applied.
   */
  String KEY_UNKNOWN = "key-unknown";

  Transaction transaction();

  /** The signature holds. */
  record Verified(VerifiedTransaction verified) implements Candidate {
    @Override
    public Transaction transaction() {
      return verified.transaction();
    }
  }

  /** It can't be recorded, for this stable code. */
  record Refused(Transaction transaction, String code, String detail) implements Candidate {}
}
