package io.consentledger.cli.submit;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Says now and then how far a submission is: on a terminal one line that changes. */
final class Progress implements AutoCloseable {
  private static final int TERMINAL_MILLIS = 500;
  private static final int LOG_MILLIS = 10_000;

  private final PrintStream err;
  private final boolean terminal;
  private final long total;
  private final Tally tally;
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> ticking;

  Progress(PrintStream err, boolean terminal, long total, Tally tally) {
    this.err = err;
    this.terminal = terminal;
    this.total = total;
    this.tally = tally;
    int period = terminal ? TERMINAL_MILLIS : LOG_MILLIS;
    this.ticking = timer.scheduleAtFixedRate(this::say, period, period, TimeUnit.MILLISECONDS);
  }

  /** Seconds since the start. */
  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** How far it is, in words. */
  String text() {
    long done = tally.done();
    long percent = total == 0 ? 100 : done * 100 / total;
    return String.format(
        Locale.ROOT,
        "%d/%d lines (%d %%), %.0f/s, %d refused",
        done,
        total,
        percent,
        tally.sent() / Math.max(0.001, seconds()),
        tally.refusals().size());
  }

  @Override
  public void close() {
    ticking.cancel(false);
    timer.shutdown();
    if (terminal) {
      err.print("\r" + " ".repeat(78) + "\r");
      err.flush();
    }
  }

  private void say() {
    if (terminal) {
      err.print("\r" + text() + "   ");
      err.flush();
    } else {
      err.println(text());
    }
  }
}
