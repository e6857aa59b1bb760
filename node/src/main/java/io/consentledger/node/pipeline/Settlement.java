package io.consentledger.node.pipeline;

import io.consentledger.ledger.ApplyResult;
import io.consentledger.ledger.Candidate;
import io.consentledger.ledger.TransactionResult;
import io.consentledger.ledger.TransactionResult.Committed;
import io.consentledger.ledger.TransactionResult.Duplicate;
import io.consentledger.ledger.TransactionResult.Rejected;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.Refusal.Grounds;
import java.util.List;

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

  /**
   * @param candidates what the batch held; the results are theirs, in their order
   */
  void settle(List<Candidate> candidates, ApplyResult applied) {
    for (int i = 0; i < applied.results().size(); i++) {
      TransactionResult result = applied.results().get(i);
      if (result instanceof Rejected bad && forged(candidates.get(i))) {
        // No honest node orders such bytes, and an id leaves the signature out: the transaction
        // that
        // waits here under this id is another, which a lying leader must not talk us out of.
        metrics.rejected(bad.code());
        continue;
      }
      if (result instanceof Rejected rejected) {
        Refusal refusal = new Refusal(Grounds.RULE, rejected.code(), rejected.detail());
        metrics.rejected(rejected.code());
        rejections.remember(rejected.txId(), refusal);
        mempool.ordered(rejected.txId());
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
      mempool.ordered(result.txId());
      // To whoever waits here it is new, even where another batch of this network brought it.
      receipts.settle(result.txId(), new Outcome.Committed(result.txId(), false));
    }
  }

  private static boolean forged(Candidate candidate) {
    return candidate instanceof Candidate.Refused refused
        && !refused.code().equals(Candidate.KEY_UNKNOWN);
  }
}
