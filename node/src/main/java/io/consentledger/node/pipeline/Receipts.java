package io.consentledger.node.pipeline;

import io.consentledger.ledger.tx.TxId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Callers that wait for the outcome of a transaction. Whoever waits registers first and looks at
 * the ledger afterwards, so that no outcome falls in between. Any thread.
 */
final class Receipts {
  private final int waitersMax;
  private final Map<TxId, Set<Waiter>> waiters = new HashMap<>();
  private int waiting;

  /** One caller; two are never the same. */
  private static final class Waiter {
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  }

  Receipts(int waitersMax) {
    this.waitersMax = waitersMax;
  }

  /**
   * Completes with the outcome, or with {@code unknown} once {@code patience} ran out (at once
   * where too many wait already): then nothing is known, and the transaction may still be
   * committed.
   */
  CompletableFuture<Outcome> await(TxId id, Duration patience, Outcome unknown) {
    Waiter waiter = new Waiter();
    synchronized (this) {
      if (waiting >= waitersMax || patience.isZero()) {
        return CompletableFuture.completedFuture(unknown);
      }
      waiting++;
      waiters.computeIfAbsent(id, it -> new HashSet<>(2)).add(waiter);
    }
    var unused =
        waiter
            .outcome
            .completeOnTimeout(unknown, patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((result, failure) -> forget(id, waiter));
    return waiter.outcome;
  }

  /** Tells everyone who waits for {@code id}. */
  void settle(TxId id, Outcome outcome) {
    List<Waiter> told;
    synchronized (this) {
      Set<Waiter> found = waiters.get(id);
      told = found == null ? List.of() : List.copyOf(found);
    }
    told.forEach(waiter -> waiter.outcome.complete(outcome));
  }

  private synchronized void forget(TxId id, Waiter waiter) {
    Set<Waiter> found = waiters.get(id);
    if (found != null && found.remove(waiter)) {
      waiting--;
      if (found.isEmpty()) {
        waiters.remove(id);
      }
    }
  }

  synchronized int waiting() {
    return waiting;
  }
}
