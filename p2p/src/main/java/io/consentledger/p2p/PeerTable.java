package io.consentledger.p2p;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All other members, by id. Which they are never changes; each {@link Peer} is the loop's. */
final class PeerTable {
  private final Map<String, Peer> byId;

  private PeerTable(Map<String, Peer> byId) {
    this.byId = Collections.unmodifiableMap(byId);
  }

  /** Of two members the one with the smaller id dials, so that there is one link for each pair. */
  static PeerTable of(PeerNetworkConfig config, RandomGenerator random) {
    PeerTimings timings = config.timings();
    Map<String, Peer> byId = new TreeMap<>();
    for (Map.Entry<String, InetSocketAddress> entry : new TreeMap<>(config.peers()).entrySet()) {
      String id = entry.getKey();
      boolean dialled = config.selfId().compareTo(id) < 0;
      Backoff backoff = new Backoff(timings.backoffMin(), timings.backoffMax(), random);
      byId.put(id, new Peer(id, entry.getValue(), byId.size(), dialled, backoff));
    }
    return new PeerTable(byId);
  }

  Collection<Peer> all() {
    return byId.values();
  }

  @Nullable Peer get(String id) {
    return byId.get(id);
  }

  /** Those that a link stands with, in the order of their ids. */
  List<Peer> linked() {
    List<Peer> linked = new ArrayList<>(byId.size());
    for (Peer peer : byId.values()) {
      if (peer.link() != null) {
        linked.add(peer);
      }
    }
    return linked;
  }
}
