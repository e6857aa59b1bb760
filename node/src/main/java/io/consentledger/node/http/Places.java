package io.consentledger.node.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * So many things at a time, whichever threads do them; who finds no place waits, and each caller
 * has its turn, so that none can hold all places against the others. For any thread.
 */
final class Places {
  private final FairQueue<CompletableFuture<Boolean>> waiting;
  private int free;

  /**
   * @param atATimeMax places
   * @param waitingMax things that wait for one, all together
   * @param eachMax the same of one caller
   */
  Places(int atATimeMax, int waitingMax, int eachMax) {
    this.free = atATimeMax;
    this.waiting = new FairQueue<>(waitingMax, eachMax);
  }

  /**
   * Does something in a place, which is given back when it is done or has failed.
   *
   * @throws RejectedExecutionException where as much waits as may
   */
  <T> CompletionStage<T> with(Caller caller, Supplier<CompletionStage<T>> something) {
    return take(caller)
        .thenCompose(
            taken ->
                CompletableFuture.completedFuture(taken)
                    .thenCompose(mine -> something.get())
                    .whenComplete((done, failure) -> release()));
  }

  private synchronized CompletableFuture<Boolean> take(Caller caller) {
    if (free > 0) {
      free--;
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<Boolean> place = new CompletableFuture<>();
    waiting.add(caller, place);
    return place;
  }

  private void release() {
    CompletableFuture<Boolean> next = passOn();
    if (next != null) {
      next.complete(true);
    }
  }

  private synchronized @Nullable CompletableFuture<Boolean> passOn() {
    CompletableFuture<Boolean> next = waiting.next();
    if (next == null) {
      free++;
    }
    return next;
  }

  /** Drops what waits for a caller that is gone. */
  void forget(Caller caller) {
    List<CompletableFuture<Boolean>> dropped;
    synchronized (this) {
      dropped = waiting.removeAll(caller);
    }
    dropped.forEach(place -> place.completeExceptionally(new CallerGoneException()));
  }

  /** Things that wait for a place. */
  synchronized int size() {
    return waiting.size();
  }
}
