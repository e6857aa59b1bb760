package io.consentledger.p2p;

import io.consentledger.crypto.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Items asked of some peer that have not come yet, so that they aren't asked of all at once. Owned
 * by the loop.
 */
final class AskedItems {
  private static final long PATIENCE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Limits.ASKED_PATIENCE_MILLIS);

  private final Map<Digest, Asked> byId = new LinkedHashMap<>();

  private record Asked(Peer peer, long sinceNanos) {}

  /** Notes that the peer will be asked; false where another was just now, or too much is open. */
  boolean ask(Digest id, Peer peer, long nowNanos) {
    Asked open = byId.get(id);
    if (open != null && nowNanos - open.sinceNanos() < PATIENCE_NANOS) {
      return false;
    }
    if (open == null && byId.size() >= Limits.ASKED_ITEMS_MAX) {
      return false;
    }
    byId.put(id, new Asked(peer, nowNanos));
    return true;
  }

  void came(Digest id) {
    byId.remove(id);
  }

  /** The peer is gone: others may be asked at once. */
  void gone(Peer peer) {
    byId.values().removeIf(asked -> asked.peer() == peer);
  }

  /** Drops what was asked and never came. */
  void expire(long nowNanos) {
    byId.values().removeIf(asked -> nowNanos - asked.sinceNanos() >= PATIENCE_NANOS);
  }
}
