package io.consentledger.node.pipeline;

import io.consentledger.ledger.tx.TxId;
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
  private final Map<TxId, Refusal> byId = new LinkedHashMap<>();

  Rejections(int max) {
    this.max = max;
  }

  synchronized void remember(TxId id, Refusal refusal) {
    byId.remove(id);
    byId.put(id, refusal);
    if (byId.size() > max) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  synchronized void forget(TxId id) {
    byId.remove(id);
  }

  synchronized Optional<Refusal> of(TxId id) {
    return Optional.ofNullable(byId.get(id));
  }
}
