package io.consentledger.consensus;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread, which ends when idle, on which read barriers are asked for and answered. The engine
 * answers while it holds the lock that the next question needs, and makes whoever asks wait for it:
 * a caller that asks again from within an answer would stop a leader for ever. What runs here is
 * bounded by the number of barriers in flight. After the end of the orderer it runs on the caller,
 * so that no answer is lost.
 */
final class ReadDesk implements Executor, AutoCloseable {
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor thread;

  ReadDesk(String nodeId) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, nodeId + "-reads");
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
