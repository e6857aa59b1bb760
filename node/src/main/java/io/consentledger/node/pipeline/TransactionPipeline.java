package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.Refusal.Grounds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The life of a transaction on this node, top to bottom:
 *
 * <ol>
 *   <li><b>submit</b>: {@link #submit}, called by the HTTP interface;
 *   <li><b>admit</b>: {@link Admission} decodes, verifies and tries it on the {@link
 *       VerificationPool}, then it waits in the {@link Mempool};
 *   <li><b>gossip</b>: {@link PeerGossip} hands it to every peer, so that whoever leads has it;
 *   <li><b>propose</b>: {@link Proposer}, on the leader, cuts a signed batch and hands it to the
 *       orderer;
 *   <li><b>commit</b>: the orderer has it on a majority's disks and calls every node's {@link
 *       LedgerApplier};
 *   <li><b>apply</b>: {@link LedgerApplier} lets the rules decide and the ledger store, alike on
 *       every node;
 *   <li><b>vote</b>: {@link CertificationStage} locks this node's vote for the block, sends it, and
 *       makes a certificate of the votes of a quorum;
 *   <li><b>receipt</b>: {@link Settlement} takes it out of the mempool and tells whoever waits in
 *       {@link Receipts} that it is committed; whoever wants more waits for the certificate.
 * </ol>
 *
 * For any thread.
 */
public final class TransactionPipeline {
  /** What a caller waits for. */
  public enum Wait {
    ADMITTED,
    COMMITTED,
    CERTIFIED
  }

  private final LedgerView ledger;
  private final Stages stages;
  private final ReadBarriers barriers;
  private final NodeMetrics metrics;

  /** The stages of this class's description, in their order; made by {@link PipelineAssembly}. */
  record Stages(
      VerificationPool pool,
      Admission admission,
      Mempool mempool,
      PeerGossip gossip,
      Proposer proposer,
      Rejections rejections,
      Receipts receipts,
      CertificationStage certification) {}

  TransactionPipeline(
      LedgerView ledger, Stages stages, ReadBarriers barriers, NodeMetrics metrics) {
    this.ledger = ledger;
    this.stages = stages;
    this.barriers = barriers;
    this.metrics = metrics;
  }

  /**
   * Takes a client's transaction: completes with what is known once the caller has what it waits
   * for, or its patience ran out. Doesn't complete exceptionally but by a mistake of this program.
   */
  public CompletableFuture<Outcome> submit(Bytes wire, Wait wait, Duration patience) {
    long begunNanos = System.nanoTime();
    CompletableFuture<Outcome> committed =
        admit(wire).thenCompose(attempt -> follow(attempt, wait, patience));
    return wait == Wait.CERTIFIED
        ? committed.thenCompose(
            outcome -> certify(outcome, patience.minusNanos(System.nanoTime() - begunNanos)))
        : committed;
  }

  /** The outcome stays what it is: whether it is certified is read off when it is told. */
  private CompletableFuture<Outcome> certify(Outcome outcome, Duration patience) {
    return outcome instanceof Outcome.Committed committed
        ? ledger
            .transaction(committed.id())
            .map(
                recorded ->
                    stages
                        .certification()
                        .awaitCertified(recorded.entry().height(), patience)
                        .thenApply(certified -> outcome))
            .orElseThrow(() -> new AssertionError("what was committed can be read"))
        : CompletableFuture.completedFuture(outcome);
  }

  /** The greatest height with a certificate on this node; it certifies all blocks below too. */
  public long certifiedHeight() {
    return stages.certification().certifiedHeight();
  }

  /**
   * Tries it on the state that this node has; where that refuses it, on the newest there is,
   * because a follower may be a few milliseconds behind what the client has seen elsewhere.
   */
  private CompletableFuture<Attempt> admit(Bytes wire) {
    return onPool(() -> stages.admission().submit(wire))
        .thenCompose(
            first ->
                first instanceof Attempt.RefusedByState refused
                    ? confirm(refused, wire)
                    : CompletableFuture.completedFuture(first));
  }

  private CompletableFuture<Attempt> confirm(Attempt.RefusedByState refused, Bytes wire) {
    Refusal unsure =
        new Refusal(
            Grounds.NO_LEADER,
            "no-leader",
            "this node's state refuses it ("
                + refused.refusal().code()
                + "), but may be old, and no leader answered");
    return barriers
        .await()
        .handle((position, failure) -> failure == null)
        .thenCompose(
            upToDate ->
                upToDate
                    ? onPool(() -> stages.admission().tryOn(refused.transaction(), wire))
                    : CompletableFuture.completedFuture(new Attempt.Refused(unsure)));
  }

  private CompletableFuture<Attempt> onPool(Supplier<Attempt> task) {
    Refusal busy = new Refusal(Grounds.BUSY, "node-busy", "too many submissions wait already");
    return stages.pool().run(task, new Attempt.Refused(busy));
  }

  private CompletableFuture<Outcome> follow(Attempt attempt, Wait wait, Duration patience) {
    if (attempt instanceof Attempt.Admitted admitted) {
      return await(admitted, wait, patience);
    }
    if (attempt instanceof Attempt.Recorded recorded) {
      return CompletableFuture.completedFuture(new Outcome.Committed(recorded.id(), true));
    }
    Refusal refusal =
        attempt instanceof Attempt.RefusedByState byState
            ? byState.refusal()
            : ((Attempt.Refused) attempt).refusal();
    metrics.refused(refusal.code());
    return CompletableFuture.completedFuture(new Outcome.Refused(refusal));
  }

  private CompletableFuture<Outcome> await(
      Attempt.Admitted admitted, Wait wait, Duration patience) {
    Pending pending = admitted.pending();
    Transaction transaction = pending.verified().transaction();
    CompletableFuture<Outcome> outcome =
        wait != Wait.ADMITTED
            ? stages
                .receipts()
                .await(pending.id(), patience, new Outcome.Admitted(transaction, true))
            : CompletableFuture.completedFuture(new Outcome.Admitted(transaction, false));
    if (admitted.fresh()) {
      metrics.admitted("client");
      stages.gossip().broadcast(pending.wire());
      stages.proposer().wake();
    }
    // Its block may have been applied before anybody waited for it: look once more.
    settleIfDecided(pending.id(), !admitted.fresh());
    return outcome;
  }

  private void settleIfDecided(TxId id, boolean duplicate) {
    if (settledAsCommitted(id, duplicate)) {
      return;
    }
    Optional<Refusal> refusal = stages.rejections().of(id);
    // The ledger again, for its block may have come between the two looks.
    if (refusal.isPresent()
        && stages.mempool().get(id).isEmpty()
        && !settledAsCommitted(id, duplicate)) {
      stages.receipts().settle(id, new Outcome.Refused(refusal.get()));
    }
  }

  private boolean settledAsCommitted(TxId id, boolean duplicate) {
    if (ledger.transaction(id).isEmpty()) {
      return false;
    }
    stages.mempool().remove(id);
    stages.receipts().settle(id, new Outcome.Committed(id, duplicate));
    return true;
  }

  /** What this node's own state says of a transaction; empty where it knows nothing. */
  public Optional<Outcome> known(TxId id) {
    if (ledger.transaction(id).isPresent()) {
      return Optional.of(new Outcome.Committed(id, false));
    }
    Optional<Outcome> waiting =
        stages
            .mempool()
            .get(id)
            .map(pending -> new Outcome.Admitted(pending.verified().transaction(), false));
    if (waiting.isPresent()) {
      return waiting;
    }
    // The ledger again: its block may have taken it out of the mempool between the two looks.
    return ledger.transaction(id).isPresent()
        ? Optional.of(new Outcome.Committed(id, false))
        : stages.rejections().of(id).map(Outcome.Refused::new);
  }

  public int mempoolTransactions() {
    return stages.mempool().transactions();
  }

  public long mempoolBytes() {
    return stages.mempool().bytes();
  }
}
