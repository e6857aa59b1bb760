package io.consentledger.node.health;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every second what keeps the node from being ready, so that it is logged, and known since
 * when, where nobody else asks. On a thread of its own.
 */
public final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final Readiness readiness;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "watchdog");
            made.setDaemon(true);
            return made;
          });

  public Watchdog(Readiness readiness) {
    this.readiness = readiness;
  }

  public void start() {
    var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      var unused = readiness.reasons();
    } catch (RuntimeException broken) {
      // It looks again: the schedule would end with an exception.
      LOG.error("event=watchdog-failed", broken);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
