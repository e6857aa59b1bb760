package io.consentledger.consensus;

import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the {@link AckMark} to the disk beside the log's own syncs, on a thread of its own. */
final class AckSync implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AckSync.class);

  private final AckMark acks;
  private final ScheduledThreadPoolExecutor thread;
  private boolean failing;

  AckSync(AckMark acks, String threadName) {
    this.acks = acks;
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, threadName);
              made.setDaemon(true);
              return made;
            });
    long pause = Limits.ACK_SYNC_INTERVAL.toMillis();
    var unused = thread.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      acks.sync();
      failing = false;
    } catch (IOException unwritable) {
      if (!failing) {
        LOG.error("event=acknowledged-mark-not-synced reason=\"{}\"", unwritable.toString());
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
