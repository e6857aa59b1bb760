package io.consentledger.p2p;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Ever longer waits, each drawn between half and all of its step so that peers don't come back in
 * step. Owned by the loop.
 */
final class Backoff {
  private static final int DOUBLINGS_MAX = 30;

  private final long minNanos;
  private final long maxNanos;
  private final RandomGenerator random;
  private int doublings;

  Backoff(Duration min, Duration max, RandomGenerator random) {
    this.minNanos = min.toNanos();
    this.maxNanos = Math.max(max.toNanos(), minNanos);
    this.random = random;
  }

  long nextNanos() {
    long step = Math.min(maxNanos, minNanos * (1L << doublings));
    if (step < 0) {
      step = maxNanos;
    }
    doublings = Math.min(DOUBLINGS_MAX, doublings + 1);
    long half = step / 2;
    return half + random.nextLong(step - half + 1);
  }

  void reset() {
    doublings = 0;
  }
}
