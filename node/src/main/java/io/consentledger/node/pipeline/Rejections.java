package io.consentledger.node.pipeline;

import io.consentledger.ledger.tx.TxId;
import io.consentledger.node.config.Limits;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why transactions were rejected at commit, for callers that ask later. Forgets the oldest beyond
 * its bound, and everything at a restart: a rejection changes nothing, so the same bytes may be
 * submitted again to hear the reason again. Any thread.
 */
final class Rejections {
  private final int max;
  private final InstantSource clock;
  private final Map<TxId, Rejection> byId = new LinkedHashMap<>();

  private record Rejection(Refusal refusal, long atMs) {}

  Rejections(int max, InstantSource clock) {
    this.max = max;
    this.clock = clock;
  }

  synchronized void remember(TxId id, Refusal refusal) {
    byId.remove(id);
    byId.put(id, new Rejection(refusal, clock.millis()));
    if (byId.size() > max) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  synchronized void forget(TxId id) {
    byId.remove(id);
  }

  synchronized Optional<Refusal> of(TxId id) {
    return Optional.ofNullable(byId.get(id)).map(Rejection::refusal);
  }

  /**
   * Whether it was rejected so short a time ago that copies of it may still be on their way between
   * nodes. Taking one in would commit what a client was told is refused.
   */
  synchronized boolean isFresh(TxId id) {
    Rejection rejection = byId.get(id);
    return rejection != null
        && clock.millis() - rejection.atMs() < Limits.REJECTION_FRESH.toMillis();
  }
}
