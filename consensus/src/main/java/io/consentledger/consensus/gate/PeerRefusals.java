package io.consentledger.consensus.gate;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Counts what was refused from whom and why, logs it at a bounded rate, and tells a metric. Peers
 * and reasons are closed sets, so it is bounded. Any thread.
 */
public final class PeerRefusals {
  private static final String UNKNOWN = "unknown";

  private final InstantSource clock;
  private final Consumer<String> counter;
  private final RefusalLog log =
      new RefusalLog(LoggerFactory.getLogger(PeerRefusals.class), System::nanoTime);
  private final Map<String, Map<Refusal, PeerRefusal>> seen = new TreeMap<>();

  /**
   * @param counter hears of the code of each refusal
   */
  public PeerRefusals(InstantSource clock, Consumer<String> counter) {
    this.clock = clock;
    this.counter = counter;
  }

  /** What refusals are dated by. */
  public InstantSource clock() {
    return clock;
  }

  /** A message of this member was refused. */
  void refused(String peer, RefusedException why) {
    if (why.refusal() != Refusal.ELECTION_EARLY) {
      refused(peer, why.refusal(), String.valueOf(why.getMessage()));
    }
  }

  /** One without a member's certificate was. */
  void stranger(Refusal refusal, String detail) {
    refused(UNKNOWN, refusal, detail);
  }

  private void refused(String peer, Refusal refusal, String detail) {
    counter.accept(refusal.code());
    long now = clock.millis();
    synchronized (seen) {
      seen.computeIfAbsent(peer, id -> new EnumMap<>(Refusal.class))
          .merge(
              refusal,
              new PeerRefusal(peer, refusal.code(), 1, now),
              (before, one) -> new PeerRefusal(peer, refusal.code(), before.count() + 1, now));
    }
    log.refused("peer-message-refused", peer, refusal.code(), detail);
  }

  /** All of it, by peer and reason. */
  public List<PeerRefusal> all() {
    synchronized (seen) {
      return seen.values().stream()
          .flatMap(reasons -> reasons.values().stream())
          .sorted(Comparator.comparing(PeerRefusal::peer).thenComparing(PeerRefusal::reason))
          .toList();
    }
  }
}
