package io.consentledger.p2p;

import java.util.concurrent.TimeUnit;

/** How fast one peer sends what costs this node work. Owned by the loop. */
final class InboundRates {
  private static final long REJECTED_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final RateLimit control;
  private final RateLimit items;
  private long rejectedSinceNanos;
  private int rejected;

  InboundRates(long nowNanos) {
    this.control =
        new RateLimit(Limits.CONTROL_FRAMES_PER_SECOND, Limits.CONTROL_FRAMES_BURST_MAX, nowNanos);
    this.items = new RateLimit(Limits.ITEMS_PER_SECOND, Limits.ITEMS_BURST_MAX, nowNanos);
  }

  /** Counts a control frame; false where it is one too many. */
  boolean control(long nowNanos) {
    return control.take(1, nowNanos);
  }

  /** Counts items, new or not; false where the peer should be read more slowly. */
  boolean items(int count, long nowNanos) {
    return items.take(count, nowNanos);
  }

  /** Counts a rejected item; returns how many there were within the minute. */
  int rejected(long nowNanos) {
    if (rejected == 0 || nowNanos - rejectedSinceNanos > REJECTED_WINDOW_NANOS) {
      rejectedSinceNanos = nowNanos;
      rejected = 0;
    }
    rejected++;
    return rejected;
  }
}
