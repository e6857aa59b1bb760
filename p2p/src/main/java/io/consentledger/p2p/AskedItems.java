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

  private static final long PATIENCE_WITH_PROGRESS_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Limits.ASKED_PATIENCE_WITH_PROGRESS_MILLIS);

  private final Map<Digest, Asked> byId = new LinkedHashMap<>();

  private record Asked(Peer peer, long sinceNanos) {}

  /** Notes that the peer will be asked; false where another was just now, or too much is open. */
  boolean ask(Digest id, Peer peer, long nowNanos) {
    Asked open = byId.get(id);
    if (open != null && !overdue(open, nowNanos)) {
      return false;
    }
    if (open == null && byId.size() >= Limits.ASKED_ITEMS_MAX) {
      return false;
    }
    byId.put(id, new Asked(peer, nowNanos));
    return true;
  }

  /** The item has come, from whichever peer. */
  void came(Digest id, Peer from, long nowNanos) {
    Asked open = byId.remove(id);
    if (open != null && open.peer() == from) {
      from.delivered(nowNanos);
    }
  }

  /** The peer is gone: others may be asked at once. */
  void gone(Peer peer) {
    byId.values().removeIf(asked -> asked.peer() == peer);
  }

  /** Drops what was asked and never came. */
  void expire(long nowNanos) {
    byId.values().removeIf(asked -> overdue(asked, nowNanos));
  }

  /** A peer that is busy sending a lot gets more time than one that sends nothing. */
  private static boolean overdue(Asked asked, long nowNanos) {
    long sinceNanos = nowNanos - asked.sinceNanos();
    boolean progress = asked.peer().deliveredWithin(PATIENCE_NANOS, nowNanos);
    return sinceNanos >= (progress ? PATIENCE_WITH_PROGRESS_NANOS : PATIENCE_NANOS);
  }
}
