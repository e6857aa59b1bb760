package io.consentledger.cli;

import java.io.PrintStream;

/** Counts what an export wrote, and says now and then how far it is. One thread. */
final class ExportProgress {
  private static final long FIRST_NANOS = 2_000_000_000L;
  private static final long TERMINAL_NANOS = 500_000_000L;
  private static final long LOG_NANOS = 10_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private long nextNanos = System.nanoTime() + FIRST_NANOS;
  private long customers;
  private long consents;

  ExportProgress(Surroundings surroundings) {
    this.err = surroundings.err();
    this.terminal = surroundings.terminal();
  }

  /** One more customer, with so many consents. */
  void wrote(int lines) {
    customers++;
    consents += lines;
    long now = System.nanoTime();
    if (now - nextNanos >= 0) {
      nextNanos = now + (terminal ? TERMINAL_NANOS : LOG_NANOS);
      if (terminal) {
        err.print("\r" + text() + "   ");
        err.flush();
      } else {
        err.println(text());
      }
    }
  }

  long customers() {
    return customers;
  }

  long consents() {
    return consents;
  }

  /** How far it is, in words. */
  String text() {
    return consents + " consents of " + customers + " customers";
  }

  /** Leaves a terminal's line empty. */
  void end() {
    if (terminal) {
      err.print("\r" + " ".repeat(78) + "\r");
      err.flush();
    }
  }
}
