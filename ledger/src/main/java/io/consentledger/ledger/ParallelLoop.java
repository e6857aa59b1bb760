package io.consentledger.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs independent steps on several threads. The calling thread takes part, so the loop ends even
 * where the executor never runs a thing.
 */
final class ParallelLoop {
  private final int steps;
  private final IntConsumer step;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();

  private ParallelLoop(int steps, IntConsumer step) {
    this.steps = steps;
    this.step = step;
  }

  /**
   * Runs {@code step} for 0 to {@code steps - 1}; a failure of one, or an error, is thrown here,
   * once all ran.
   */
  static void run(int steps, IntConsumer step, Executor executor, int parallelism) {
    if (steps == 0) {
      return;
    }
    ParallelLoop loop = new ParallelLoop(steps, step);
    for (int i = 1; i < Math.min(parallelism, steps); i++) {
      try {
        executor.execute(loop::work);
      } catch (RejectedExecutionException busy) {
        break; // The calling thread does the rest.
      }
    }
    loop.work();
    loop.finished.join();
    Throwable thrown = loop.failure.get();
    if (thrown instanceof Error broken) {
      throw broken;
    }
    if (thrown instanceof RuntimeException failed) {
      throw failed;
    }
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < steps; i = next.getAndIncrement()) {
      try {
        step.accept(i);
      } catch (RuntimeException | Error thrown) {
        failure.compareAndSet(null, thrown);
      } finally {
        if (done.incrementAndGet() == steps) {
          finished.complete(null);
        }
      }
    }
  }
}
