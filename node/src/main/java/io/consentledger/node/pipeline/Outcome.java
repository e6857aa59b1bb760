package io.consentledger.node.pipeline;

import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;

/** What this node can say about a transaction. */
public sealed interface Outcome {
  /**
   * In a block, found by its id.
   *
   * @param duplicate whether it stood there before it was submitted this time
   */
  record Committed(TxId id, boolean duplicate) implements Outcome {}

  /**
   * Checked and handed on, not in a block yet. It may be committed or rejected later.
   *
   * @param waitedOut whether the caller's patience ran out
   */
  record Admitted(Transaction transaction, boolean waitedOut) implements Outcome {}

  /** Not taken, or rejected at commit; nothing of it was recorded. */
  record Refused(Refusal refusal) implements Outcome {}
}
