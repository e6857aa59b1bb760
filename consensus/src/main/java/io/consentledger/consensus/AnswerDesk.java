package io.consentledger.consensus;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread, which ends when idle, on which the engine's answers are handed on. The engine answers
 * while it holds the lock that the next request needs (a barrier when it is confirmed, proposals
 * when leadership is lost), and makes whoever asks wait for it: a caller that asks again from
 * within an answer would stop the node for ever. What runs here is bounded by what is in flight.
 * After the end of the orderer it runs on the caller, so that no answer is lost.
 */
final class AnswerDesk implements Executor, AutoCloseable {
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor thread;

  AnswerDesk(String threadName) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, threadName);
              made.setDaemon(true);
              return made;
            },
            (task, ended) -> task.run());
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Finishes what waits here, and returns at once. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
