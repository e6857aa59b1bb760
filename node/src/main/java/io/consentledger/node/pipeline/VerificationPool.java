package io.consentledger.node.pipeline;

import io.consentledger.node.config.Limits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that check signatures and rules of what comes in, so that neither event loops nor the
 * thread that applies blocks ever do. One thread a core and a bounded queue.
 */
final class VerificationPool implements AutoCloseable {
  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadPoolExecutor executor;

  VerificationPool() {
    int cores = Runtime.getRuntime().availableProcessors();
    executor =
        new ThreadPoolExecutor(
            cores,
            cores,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(Limits.ADMISSION_QUEUE_MAX),
            task -> {
              Thread thread = new Thread(task, "admission-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs the task; completes with {@code busy} where the queue is full or the pool closed. */
  <T> CompletableFuture<T> run(Supplier<T> task, T busy) {
    try {
      return CompletableFuture.supplyAsync(task, executor);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(busy);
    }
  }

  /** For work that its caller shares: tasks that find no place there are refused. */
  Executor executor() {
    return executor;
  }

  /** How many threads share such work at most, its caller included. */
  int parallelism() {
    return executor.getMaximumPoolSize();
  }

  int queued() {
    return executor.getQueue().size();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
