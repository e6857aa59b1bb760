package io.consentledger.ledger;

import io.consentledger.ledger.tx.TxId;

/** What became of one transaction of a batch: the same on every node. */
public sealed interface TransactionResult
    permits TransactionResult.Committed, TransactionResult.Duplicate, TransactionResult.Rejected {
  TxId txId();

  /** It stands in the block that this batch made. */
  record Committed(TxId txId, Location location) implements TransactionResult {}

  /** It stood in the ledger before, or earlier in this batch: nothing was added. */
  record Duplicate(TxId txId, Location location) implements TransactionResult {}

  /**
   * Nothing was recorded.
   *
   * @param code stable; listed in docs/reference/codes.md
   */
  record Rejected(TxId txId, String code, String detail) implements TransactionResult {}
}
