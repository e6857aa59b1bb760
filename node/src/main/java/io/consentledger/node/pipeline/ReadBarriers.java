package io.consentledger.node.pipeline;

import io.consentledger.consensus.Position;
import io.consentledger.node.config.Limits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Linearizable read points, shared: one asks the leader at a time, and serves every reader that
 * came before it was asked. A reader that comes while one is under way needs the next one, because
 * something may have been committed in between. Any thread.
 */
public final class ReadBarriers {
  private final Supplier<CompletableFuture<Position>> leader;
  private final Runnable onAsk;
  private @Nullable CompletableFuture<Position> next;
  private boolean asking;

  /**
   * @param leader asks for one read point
   * @param onAsk told of each time that the leader is asked
   */
  public ReadBarriers(Supplier<CompletableFuture<Position>> leader, Runnable onAsk) {
    this.leader = leader;
    this.onAsk = onAsk;
  }

  /**
   * Completes once this node's ledger holds all that was committed anywhere at the call; fails with
   * what the orderer fails with, or a time-out.
   */
  public CompletableFuture<Position> await() {
    CompletableFuture<Position> mine;
    boolean ask = false;
    synchronized (this) {
      if (next == null) {
        next = new CompletableFuture<>();
      }
      mine = next;
      if (!asking) {
        asking = true;
        ask = true;
      }
    }
    if (ask) {
      ask();
    }
    return mine;
  }

  private void ask() {
    CompletableFuture<Position> serving;
    synchronized (this) {
      if (next == null) {
        asking = false;
        return;
      }
      serving = next;
      next = null;
    }
    onAsk.run();
    var unused =
        question()
            .orTimeout(Limits.READ_BARRIER.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((position, failure) -> answered(serving, position, failure));
  }

  /** One that throws must not leave the readers of now, and all later ones, without an answer. */
  private CompletableFuture<Position> question() {
    try {
      return leader.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void answered(
      CompletableFuture<Position> serving, Position position, @Nullable Throwable failure) {
    // The next one starts first: readers that are served may take their time.
    ask();
    if (failure != null) {
      serving.completeExceptionally(failure);
    } else {
      serving.complete(position);
    }
  }
}
