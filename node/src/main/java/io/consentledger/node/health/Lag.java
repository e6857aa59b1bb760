package io.consentledger.node.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says when something runs behind what it should reach, and doesn't get there in time. Running
 * after it at a distance is no lag, as long as each point is reached within the patience. Any
 * thread.
 */
public final class Lag {
  private final LongSupplier goal;
  private final LongSupplier reached;
  private final long patienceNanos;
  private final LongSupplier nanos;
  private long due;
  private long dueSinceNanos;

  /**
   * @param goal what should be reached
   * @param reached what is
   * @param nanos monotonic
   */
  public Lag(LongSupplier goal, LongSupplier reached, Duration patience, LongSupplier nanos) {
    this.goal = goal;
    this.reached = reached;
    this.patienceNanos = patience.toNanos();
    this.nanos = nanos;
  }

  /** The goal, where it lags. */
  public synchronized Optional<Long> look() {
    long wanted = goal.getAsLong();
    long now = nanos.getAsLong();
    long there = reached.getAsLong();
    if (there >= due) {
      due = wanted;
      dueSinceNanos = now;
    }
    return there < due && now - dueSinceNanos > patienceNanos
        ? Optional.of(wanted)
        : Optional.empty();
  }
}
