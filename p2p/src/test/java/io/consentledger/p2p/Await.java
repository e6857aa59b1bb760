package io.consentledger.p2p;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must become true, and says what didn't. */
final class Await {
  private static final long DEADLINE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(2).toNanos();

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    if (!within(DEADLINE_NANOS, condition)) {
      throw new AssertionError("did not come true: " + what);
    }
  }

  /** Whether it became true within so many nanoseconds. */
  static boolean within(long nanos, BooleanSupplier condition) {
    long deadline = System.nanoTime() + nanos;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    return true;
  }
}
