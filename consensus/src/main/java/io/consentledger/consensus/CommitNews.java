package io.consentledger.consensus;

import io.consentledger.consensus.gate.RefusalLog;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets followers hear at once of what was committed. The engine tells them with the next batch, or
 * with its next heartbeat where there is none: hundreds of milliseconds during which they can't
 * apply the newest block, vote for it, or answer who waits for it. So the leader sends heartbeats
 * early when the last batch in flight was committed, to each follower as soon as that has it on its
 * disk (docs/decisions/0046-news-of-commits.md). For any thread; tells on one of its own, which
 * ends when idle.
 */
final class CommitNews implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommitNews.class);

  private final Audience followers;
  private final BooleanSupplier idle;
  private final ScheduledThreadPoolExecutor thread;
  private final RefusalLog failures = new RefusalLog(LOG, System::nanoTime);
  private long committed = -1;
  private int roundsLeft;

  /** Who is told. */
  @FunctionalInterface
  interface Audience {
    /**
     * Tells those who can take it in.
     *
     * @return whether there is somebody who may not know of it yet
     */
    boolean tell(long committed);
  }

  /**
   * @param idle whether nothing is in flight that will carry the news anyway
   */
  CommitNews(Audience followers, BooleanSupplier idle, String threadName) {
    this.followers = followers;
    this.idle = idle;
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, threadName);
              made.setDaemon(true);
              return made;
            });
    thread.setKeepAliveTime(Limits.NEWS_THREAD_IDLE.toMillis(), TimeUnit.MILLISECONDS);
    thread.allowCoreThreadTimeOut(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The log is committed up to this index. */
  void committed(long index) {
    synchronized (this) {
      boolean running = roundsLeft > 0;
      committed = Math.max(committed, index);
      roundsLeft = Limits.NEWS_ROUNDS_MAX;
      if (running) {
        return;
      }
    }
    schedule(0);
  }

  private void round() {
    long index;
    synchronized (this) {
      roundsLeft--;
      index = committed;
    }
    boolean again = tell(index);
    synchronized (this) {
      // What was committed meanwhile has filled the rounds up again.
      boolean newer = committed > index;
      if (!again && !newer) {
        roundsLeft = 0;
      }
      if (roundsLeft == 0) {
        return;
      }
    }
    schedule(Limits.NEWS_INTERVAL.toMillis());
  }

  /** A failure costs this round only: without the next ones no news would ever be told again. */
  private boolean tell(long index) {
    try {
      return idle.getAsBoolean() && followers.tell(index);
    } catch (RuntimeException failed) {
      failures.refused("commit-news-failed", "all", "failed", String.valueOf(failed));
      return true;
    }
  }

  private void schedule(long delayMillis) {
    try {
      var unused = thread.schedule(this::round, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // Followers hear of it from the next leader.
      return;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
