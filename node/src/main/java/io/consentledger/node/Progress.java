package io.consentledger.node;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says every two seconds how far something long is, on standard error. */
final class Progress implements AutoCloseable {
  private static final int INTERVAL_SECONDS = 2;

  private final PrintStream err;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "progress");
            made.setDaemon(true);
            return made;
          });
  private volatile String doing = "reading";
  private int seconds;

  private Progress(PrintStream err) {
    this.err = err;
  }

  static Progress to(PrintStream err) {
    Progress started = new Progress(err);
    var unused =
        started.thread.scheduleAtFixedRate(
            started::speak, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    return started;
  }

  /** From now on. */
  void doing(String words) {
    doing = words;
  }

  private void speak() {
    seconds += INTERVAL_SECONDS;
    err.println("  " + seconds + " s: " + doing);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
