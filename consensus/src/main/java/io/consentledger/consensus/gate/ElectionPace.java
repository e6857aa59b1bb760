package io.consentledger.consensus.gate;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often one peer may do one thing. Each request for a vote starts the timers of those that hear
 * it anew, so a peer that asks often enough would keep all others from ever standing. Any thread.
 */
final class ElectionPace {
  private final LongSupplier nanoClock;
  private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();

  ElectionPace(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Whether {@code interval} has passed since it was last allowed; then it is allowed now. */
  boolean allows(String peer, Duration interval) {
    long now = nanoClock.getAsLong();
    boolean[] allowed = new boolean[1];
    lastNanos.compute(
        peer,
        (id, last) -> {
          allowed[0] = last == null || now - last >= interval.toNanos();
          return allowed[0] ? Long.valueOf(now) : last;
        });
    return allowed[0];
  }
}
