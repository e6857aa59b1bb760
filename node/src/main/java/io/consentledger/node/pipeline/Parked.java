package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.node.config.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gossiped transactions whose key this node doesn't know yet: the block that registers it is on its
 * way. bounded. Any thread.
 */
final class Parked {
  /** One of them, as it came. */
  record Item(Bytes wire, KeyId key, String peerId, long sinceMs) {}

  private final int max;
  private final int perPeerMax;
  private final Map<Bytes, Item> items = new LinkedHashMap<>();
  private final Map<String, Integer> perPeer = new HashMap<>();

  Parked(int max, int perPeerMax) {
    this.max = max;
    this.perPeerMax = perPeerMax;
  }

  /** False where there is no room for this peer. */
  synchronized boolean park(Item item) {
    int held = perPeer.getOrDefault(item.peerId(), 0);
    if (items.size() >= max || held >= perPeerMax) {
      return false;
    }
    if (items.putIfAbsent(item.wire(), item) == null) {
      perPeer.put(item.peerId(), held + 1);
    }
    return true;
  }

  synchronized boolean isEmpty() {
    return items.isEmpty();
  }

  /** The keys that are waited for. */
  synchronized Set<KeyId> keys() {
    Set<KeyId> keys = new LinkedHashSet<>();
    items.values().forEach(item -> keys.add(item.key()));
    return keys;
  }

  /** Takes out what waits for one of {@code keys}. */
  synchronized List<Item> take(Set<KeyId> keys) {
    List<Item> taken = new ArrayList<>();
    Iterator<Item> all = items.values().iterator();
    while (all.hasNext()) {
      Item item = all.next();
      if (keys.contains(item.key())) {
        all.remove();
        left(item);
        taken.add(item);
      }
    }
    return taken;
  }

  /** Takes out what has been here for too long. */
  synchronized List<Item> expire(long nowMs) {
    List<Item> expired = new ArrayList<>();
    Iterator<Item> all = items.values().iterator();
    while (all.hasNext()) {
      Item item = all.next();
      if (nowMs - item.sinceMs() > Limits.PARKED_AGE_MAX.toMillis()) {
        all.remove();
        left(item);
        expired.add(item);
      }
    }
    return expired;
  }

  private void left(Item item) {
    perPeer.computeIfPresent(item.peerId(), (peer, count) -> count == 1 ? null : count - 1);
  }

  synchronized int size() {
    return items.size();
  }
}
