package io.consentledger.node.http;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do work of one weight for many callers: each caller in turn, however much one of
 * them asks for. What waits is bounded, of each and of all. For any thread.
 */
final class Lane implements AutoCloseable {
  private final FairQueue<Runnable> waiting;
  private final ThreadPoolExecutor threads;
  private int turns;

  /**
   * @param waitingMax pieces of work that wait, all together
   * @param eachMax the same of one caller
   */
  Lane(String name, int threads, int waitingMax, int eachMax) {
    this.waiting = new FairQueue<>(waitingMax, eachMax);
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * For one caller's work, which begins by asking whether the caller is still there: what waits
   * when {@link #forget} is called is run there and then, so that it ends.
   *
   * @return throws {@link RejectedExecutionException} where as much waits as may
   */
  Executor of(Caller caller) {
    return work -> add(caller, work);
  }

  private synchronized void add(Caller caller, Runnable work) {
    waiting.requireRoom(caller);
    if (turns <= waiting.size()) {
      threads.execute(this::turn);
      turns++;
    }
    waiting.add(caller, work);
  }

  /** Never fewer turns are to come than work waits. */
  private void turn() {
    Runnable work = next();
    if (work != null) {
      work.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    turns--;
    return waiting.next();
  }

  /** Drops what waits for a caller that is gone. */
  void forget(Caller caller) {
    dropped(caller).forEach(Runnable::run);
  }

  private synchronized List<Runnable> dropped(Caller caller) {
    return waiting.removeAll(caller);
  }

  /** Pieces of work that wait. */
  synchronized int size() {
    return waiting.size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
