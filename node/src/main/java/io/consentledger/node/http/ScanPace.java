package io.consentledger.node.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Has reads that may take long step back while somebody asks for something quick: of each stretch
 * of time they then work a part and rest the others. Without that they take a processor for as long
 * as anybody wants them to, and all that is quick waits for what is left. Steps are told by the one
 * thread that reads; quick requests by any.
 */
final class ScanPace {
  /** The most that one rest makes up for: who asked for something long waits for it, too. */
  private static final int SPELLS_MAX = 10;

  private final long spellNanos;
  private final int rests;
  private final LongSupplier workedNanos;
  private final LongConsumer rest;
  private final AtomicLong quick = new AtomicLong();
  private long seenQuick;
  private long spellBegan;

  /**
   * @param spellNanos of work after which it is time to look
   * @param rests how many times as long as its work a rest is
   * @param workedNanos the processor time that the calling thread has used
   * @param rest lets so many nanoseconds pass
   */
  ScanPace(long spellNanos, int rests, LongSupplier workedNanos, LongConsumer rest) {
    this.spellNanos = spellNanos;
    this.rests = rests;
    this.workedNanos = workedNanos;
    this.rest = rest;
  }

  /** Somebody asks for something quick. */
  void quickAsked() {
    quick.incrementAndGet();
  }

  /** Some work was done. */
  void step() {
    long now = workedNanos.getAsLong();
    long worked = now - spellBegan;
    if (worked < 0) {
      spellBegan = now; // Another thread than before: it counts from nought.
    }
    if (worked < spellNanos) {
      return;
    }
    long asked = quick.get();
    if (asked != seenQuick) {
      seenQuick = asked;
      rest.accept(rests * Math.min(worked, SPELLS_MAX * spellNanos));
    }
    spellBegan = workedNanos.getAsLong();
  }
}
