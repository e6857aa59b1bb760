package io.consentledger.consensus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells listeners who leads, in order, on one thread of its own that ends when idle: the engine
 * reports while it holds its locks. A change that is overtaken before it could be told is left out,
 * which bounds the queue.
 */
final class LeadershipNotice {
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor teller;
  private final List<LeadershipListener> listeners = new CopyOnWriteArrayList<>();
  private Leadership current = new Leadership(false, 0, null);
  private boolean telling;

  LeadershipNotice(String nodeId) {
    teller =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(Limits.LEADERSHIP_TASKS_MAX),
            task -> {
              Thread thread = new Thread(task, nodeId + "-leadership");
              thread.setDaemon(true);
              return thread;
            });
    teller.allowCoreThreadTimeOut(true);
  }

  synchronized void add(LeadershipListener listener) {
    run(
        () -> {
          listener.leadershipChanged(current());
          listeners.add(listener);
        });
  }

  synchronized void changed(Leadership now) {
    if (now.equals(current)) {
      return;
    }
    current = now;
    if (!telling) {
      telling = true;
      run(this::tell);
    }
  }

  synchronized Leadership current() {
    return current;
  }

  void close() {
    teller.shutdown();
  }

  private void tell() {
    Leadership now;
    synchronized (this) {
      telling = false;
      now = current;
    }
    listeners.forEach(listener -> listener.leadershipChanged(now));
  }

  private void run(Runnable task) {
    try {
      teller.execute(task);
    } catch (RejectedExecutionException closed) {
      // Closed: there is nobody left to tell.
      telling = false;
    }
  }
}
