package io.consentledger.node.pipeline;

import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;

/** What became of an attempt to admit a transaction. */
sealed interface Attempt {
  /** It waits in the mempool, since now ({@code fresh}) or before. */
  record Admitted(Pending pending, boolean fresh) implements Attempt {}

  /** It stands in the ledger already. */
  record Recorded(TxId id) implements Attempt {}

  /** The state refuses it, as far as this node has it: on a newer one it may be taken. */
  record RefusedByState(Transaction transaction, Refusal refusal) implements Attempt {}

  /** Refused for what it is, or for want of room. */
  record Refused(Refusal refusal) implements Attempt {}
}
