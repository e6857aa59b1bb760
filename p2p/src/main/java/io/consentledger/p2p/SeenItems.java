package io.consentledger.p2p;

import io.consentledger.crypto.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items seen lately, each with the peers known to hold it; the oldest is forgotten first. Owned
 * by the loop.
 */
final class SeenItems {
  private final Map<Digest, Seen> byId = new LinkedHashMap<>();
  private final int sizeMax;

  /** One item: when it was seen first, and who holds it. */
  static final class Seen {
    private final long firstNanos;
    private long holders;

    private Seen(long firstNanos) {
      this.firstNanos = firstNanos;
    }

    void heldBy(Peer peer) {
      holders |= peer.bit();
    }

    boolean isHeldBy(Peer peer) {
      return (holders & peer.bit()) != 0;
    }

    long ageNanos(long nowNanos) {
      return nowNanos - firstNanos;
    }
  }

  SeenItems(int sizeMax) {
    this.sizeMax = sizeMax;
  }

  @Nullable Seen get(Digest id) {
    return byId.get(id);
  }

  /** The entry of this item, made where there is none. */
  Seen see(Digest id, long nowNanos) {
    Seen known = byId.get(id);
    if (known != null) {
      return known;
    }
    if (byId.size() >= sizeMax) {
      Iterator<Digest> oldest = byId.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    Seen fresh = new Seen(nowNanos);
    byId.put(id, fresh);
    return fresh;
  }

  void forget(Digest id) {
    byId.remove(id);
  }

  int size() {
    return byId.size();
  }
}
