package io.consentledger.consensus.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs refusals, one a second at most for a peer and reason, with the number left out: a peer must
 * not fill the disk, nor hide one lie behind another.
 */
public final class RefusalLog {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final Logger log;
  private final LongSupplier nanoClock;
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();

  private static final class Pace {
    final AtomicLong leftOut = new AtomicLong();
    final AtomicLong next;

    Pace(long now) {
      next = new AtomicLong(now);
    }
  }

  public RefusalLog(Logger log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
  }

  /** Logs it, or counts it as left out. */
  public void refused(String event, String peer, String reason, String detail) {
    long now = nanoClock.getAsLong();
    Pace pace = paces.computeIfAbsent(peer + " " + reason, key -> new Pace(now));
    long due = pace.next.get();
    if (now - due >= 0 && pace.next.compareAndSet(due, now + INTERVAL_NANOS)) {
      log.warn(
          "event={} peer={} reason={} detail=\"{}\" leftOut={}",
          event,
          peer,
          reason,
          detail,
          pace.leftOut.getAndSet(0));
    } else {
      pace.leftOut.incrementAndGet();
    }
  }
}
