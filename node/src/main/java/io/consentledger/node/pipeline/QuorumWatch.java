package io.consentledger.node.pipeline;

import io.consentledger.consensus.Position;
import io.consentledger.node.config.Limits;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks again and again whether a majority can be reached, as a reader would, so that the node knows
 * it before anybody reads. Each answer also says up to which block everything was ordered at that
 * moment, and certification judges the times of later blocks by it. {@link #look} is called every
 * second or so. Any thread.
 */
public final class QuorumWatch {
  private final Supplier<CompletableFuture<Position>> barrier;
  private final BooleanSupplier leaderKnown;
  private final LongSupplier height;
  private final LongSupplier proven;
  private final Marks marks;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile boolean reached;
  private volatile boolean asking;
  private volatile long reachedNanos;
  private long leaderSinceNanos;

  /**
   * What it watches.
   *
   * @param height of this node's newest block
   * @param proven the greatest height that a quorum certified, as far as this node verified
   */
  record Subject(
      Supplier<CompletableFuture<Position>> barrier,
      BooleanSupplier leaderKnown,
      LongSupplier height,
      LongSupplier proven) {}

  /** Hears up to which height all stood here that was ordered, at a moment of this node's clock. */
  @FunctionalInterface
  interface Marks {
    void upToDate(long height, long momentMs);
  }

  /**
   * @param nanos monotonic
   */
  QuorumWatch(Subject subject, Marks marks, InstantSource clock, LongSupplier nanos) {
    this.barrier = subject.barrier();
    this.leaderKnown = subject.leaderKnown();
    this.height = subject.height();
    this.proven = subject.proven();
    this.marks = marks;
    this.clock = clock;
    this.nanos = nanos;
    this.reachedNanos = nanos.getAsLong();
    this.leaderSinceNanos = reachedNanos;
  }

  /** Asks, unless an answer is still due. */
  synchronized void look() {
    long now = nanos.getAsLong();
    if (!leaderKnown.getAsBoolean()) {
      leaderSinceNanos = now;
    }
    if (isOver(reachedNanos) && isOver(leaderSinceNanos) && isLevel()) {
      // A leader that lets blocks through but answers no barrier would else choose their time.
      marks.upToDate(height.getAsLong(), clock.millis());
    }
    if (!asking) {
      asking = true;
      long askedMs = clock.millis();
      var unused =
          barrier.get().whenComplete((position, failure) -> answered(askedMs, failure == null));
    }
  }

  private void answered(long askedMs, boolean passed) {
    asking = false;
    if (passed) {
      reachedNanos = nanos.getAsLong();
      reached = true;
      marks.upToDate(height.getAsLong(), askedMs);
    }
  }

  private boolean isOver(long sinceNanos) {
    return nanos.getAsLong() - sinceNanos > Limits.QUORUM_PATIENCE.toNanos();
  }

  /** Whether no quorum certified more than this node holds. */
  private boolean isLevel() {
    return height.getAsLong() >= proven.getAsLong();
  }

  /** Why no majority counts as reached now, where that is so. */
  public Optional<String> unreached() {
    if (!reached) {
      return Optional.of("no majority has answered since the start");
    }
    return isOver(reachedNanos)
        ? Optional.of(
            "no majority has answered for "
                + (nanos.getAsLong() - reachedNanos) / 1_000_000_000
                + " s")
        : Optional.empty();
  }
}
