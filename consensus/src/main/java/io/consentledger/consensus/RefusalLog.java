package io.consentledger.consensus;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Logs refusals, one a second at most, with the number left out: a peer must not fill the disk. */
final class RefusalLog {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final Logger log;
  private final LongSupplier nanoClock;
  private final AtomicLong leftOut = new AtomicLong();
  private final AtomicLong next;

  RefusalLog(Logger log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
    this.next = new AtomicLong(nanoClock.getAsLong());
  }

  void refused(String event, String peer, String detail) {
    long now = nanoClock.getAsLong();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS)) {
      log.warn(
          "event={} peer={} detail=\"{}\" leftOut={}", event, peer, detail, leftOut.getAndSet(0));
    } else {
      leftOut.incrementAndGet();
    }
  }
}
