package io.consentledger.node.http.wire;

import java.util.function.LongSupplier;

/**
 * How many connections may be set up in a time: to set one up and take it down costs more than most
 * requests do, so who does nothing else would take the time of those who ask. Only the acceptor
 * takes; for any thread.
 */
final class AcceptPace {
  private final long nanosEach;
  private final long aheadNanosMax;
  private final LongSupplier nanoTime;
  private volatile long nextNanos;

  /**
   * @param eachSecond connections in the long run
   * @param atOnce as many may come together after a rest
   */
  AcceptPace(int eachSecond, int atOnce, LongSupplier nanoTime) {
    this.nanosEach = 1_000_000_000L / eachSecond;
    this.aheadNanosMax = nanosEach * (atOnce - 1);
    this.nanoTime = nanoTime;
    this.nextNanos = nanoTime.getAsLong() - aheadNanosMax;
  }

  /** How long until one more may be set up; none or less for now. */
  long waitNanos() {
    return nextNanos - nanoTime.getAsLong();
  }

  /** One is set up. */
  void take() {
    long earliest = nanoTime.getAsLong() - aheadNanosMax;
    nextNanos = (nextNanos - earliest > 0 ? nextNanos : earliest) + nanosEach;
  }
}
