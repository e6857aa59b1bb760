package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Puts batches into one durable order, common to a group of nodes, and hands them to each node's
 * {@link OrderedLedger}. Tolerates crashes of a minority, not lies: a batch must be checked where
 * it is applied. Safe for any thread, except that order between proposals means one thread.
 */
public interface Orderer extends AutoCloseable {
  /**
   * Opens the log, brings the ledger to its newest checkpoint and starts to serve. Returns when
   * this node takes part, which may be long before there is a leader. Called once.
   *
   * @throws OrdererStartException where something needs the operator
   * @throws IOException where disk or network failed otherwise
   */
  void start() throws IOException;

  /**
   * Proposes a batch, on the leader. Batches that one thread proposes without waiting are ordered
   * as proposed, as far as they succeed: one that fails leaves no later one of the same term behind
   * an earlier gap unless it was refused at once. Completes after a majority has the batch on disk
   * and this node has applied it.
   *
   * <p>Fails with {@link NotLeaderException} or {@link OverloadedException} (not taken), {@link
   * OutcomeUnknownException} (taken, outcome not seen), or an {@link OrdererException} with {@code
   * batch-too-large} or {@code orderer-stopped} (not taken).
   */
  CompletableFuture<Position> propose(Bytes batch);

  /**
   * A linearizable read point, on any node with a leader in reach: completes once this node's
   * ledger holds everything that was committed anywhere when this was called. Many callers at once
   * share the work best by sharing one call. Fails with an {@link OrdererException}: {@code
   * not-leader}, {@code read-timeout}, {@code overloaded} or {@code orderer-stopped}.
   */
  CompletableFuture<Position> readBarrier();

  /** Where this node stands. Never blocks on the network. */
  OrdererStatus status();

  /** Adds a listener; it is told the present state at once, and then each change. */
  void addLeadershipListener(LeadershipListener listener);

  /** Adds a listener; where ordering has failed already it is told at once. */
  void addFailureListener(FailureListener listener);

  /** Asks {@code nodeId} to lead; on the leader only. Completes when it does. */
  CompletableFuture<Void> transferLeadership(String nodeId);

  /**
   * Stops taking part, and waits for that. Proposals without an outcome fail with {@link
   * OutcomeUnknownException}. Nothing is applied after it returns. May be called twice.
   */
  @Override
  void close();
}
