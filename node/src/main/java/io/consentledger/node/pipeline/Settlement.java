package io.consentledger.node.pipeline;

import io.consentledger.ledger.ApplyResult;
import io.consentledger.ledger.TransactionResult;
import io.consentledger.ledger.TransactionResult.Committed;
import io.consentledger.ledger.TransactionResult.Duplicate;
import io.consentledger.ledger.TransactionResult.Rejected;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.Refusal.Grounds;

/**
 * What follows from an applied batch on this node alone: the mempool lets go, waiting callers get
 * their receipts, rejections are remembered. Called on the thread that applies; changes no ledger.
 */
final class Settlement {
  private final Mempool mempool;
  private final Receipts receipts;
  private final Rejections rejections;
  private final NodeMetrics metrics;

  Settlement(Mempool mempool, Receipts receipts, Rejections rejections, NodeMetrics metrics) {
    this.mempool = mempool;
    this.receipts = receipts;
    this.rejections = rejections;
    this.metrics = metrics;
  }

  void settle(ApplyResult applied) {
    for (TransactionResult result : applied.results()) {
      if (result instanceof Rejected rejected) {
        Refusal refusal = new Refusal(Grounds.RULE, rejected.code(), rejected.detail());
        metrics.rejected(rejected.code());
        rejections.remember(rejected.txId(), refusal);
        mempool.remove(rejected.txId());
        receipts.settle(rejected.txId(), new Outcome.Refused(refusal));
        continue;
      }
      if (result instanceof Committed committed) {
        metrics.committed();
        committed.location().findings().forEach(it -> metrics.finding(it.code().name()));
      } else if (result instanceof Duplicate) {
        metrics.duplicate();
      }
      rejections.forget(result.txId());
      mempool.remove(result.txId());
      // To whoever waits here it is new, even where another batch of this network brought it.
      receipts.settle(result.txId(), new Outcome.Committed(result.txId(), false));
    }
  }
}
