package io.consentledger.p2p;

import java.util.concurrent.TimeUnit;

/** A token bucket: so many at once, so many a second in the long run. Owned by the loop. */
final class RateLimit {
  private final double perNano;
  private final double burst;
  private double tokens;
  private long lastNanos;

  RateLimit(int perSecond, int burst, long nowNanos) {
    this.perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
    this.burst = burst;
    this.tokens = burst;
    this.lastNanos = nowNanos;
  }

  /** Takes {@code count}; false where that is more than there is, and the bucket is then empty. */
  boolean take(int count, long nowNanos) {
    tokens = Math.min(burst, tokens + (nowNanos - lastNanos) * perNano);
    lastNanos = nowNanos;
    if (tokens < count) {
      tokens = 0;
      return false;
    }
    tokens -= count;
    return true;
  }
}
