package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pushes items: this node's own to every peer, others' to those peers that neither hold them nor
 * are linked to the peer that sent them. In a full mesh an item so travels once to each node, and
 * where a link is missing somebody in between passes it on. Owned by the loop.
 */
final class Gossip {
  private final PeerTable peers;
  private final SeenItems seenItems;
  private final HandlerPort port;
  private final Loop loop;
  private final NetworkCounters counters;
  private final BroadcastQueue own = new BroadcastQueue();
  private final int rejectedItemsMax;

  Gossip(
      PeerTable peers,
      SeenItems seenItems,
      HandlerPort port,
      Loop loop,
      NetworkCounters counters,
      int rejectedItemsMax) {
    this.peers = peers;
    this.seenItems = seenItems;
    this.port = port;
    this.loop = loop;
    this.counters = counters;
    this.rejectedItemsMax = rejectedItemsMax;
  }

  /** Queues an item of this node's own; for any thread. */
  void broadcast(Bytes item) {
    counters.broadcast.incrementAndGet();
    if (!own.offer(item)) {
      counters.broadcastDropped.incrementAndGet();
    } else if (own.wake()) {
      loop.execute(this::pushOwn);
    }
  }

  private void pushOwn() {
    own.awake();
    List<Peer> linked = peers.linked();
    for (BroadcastQueue.Own next = own.poll(); next != null; next = own.poll()) {
      SeenItems.Seen seen = seenItems.see(next.id(), loop.nanos());
      for (Peer peer : linked) {
        push(peer, seen, next.item());
      }
    }
    countSeen();
  }

  /** What the peer sent: unseen items go to the node, together. */
  void receive(Link link, Peer from, List<Bytes> items, AskedItems asked) {
    from.count(PeerMetric.ITEMS_IN, items.size());
    long nowNanos = loop.nanos();
    List<HandlerPort.Received> fresh = new ArrayList<>(items.size());
    long freshBytes = 0;
    for (Bytes item : items) {
      Digest id = Digest.of(item);
      asked.came(id, from, nowNanos);
      boolean known = seenItems.get(id) != null;
      seenItems.see(id, nowNanos).heldBy(from);
      if (known) {
        from.count(PeerMetric.ITEMS_DUPLICATE);
      } else {
        fresh.add(new HandlerPort.Received(id, item));
        freshBytes += item.size();
      }
    }
    countSeen();
    if (!fresh.isEmpty()) {
      if (link.backlog().add(fresh.size(), freshBytes, nowNanos)) {
        from.count(PeerMetric.READS_PAUSED);
      }
      port.items(from, fresh, (item, verdict) -> settle(link, from, item, verdict));
    }
  }

  private void settle(Link link, Peer from, HandlerPort.Received received, Verdict verdict) {
    link.backlog().done(1, received.item().size(), loop.nanos());
    switch (verdict) {
      case ACCEPTED -> {
        from.count(PeerMetric.ITEMS_ACCEPTED);
        passOn(from, received);
      }
      case KNOWN -> from.count(PeerMetric.ITEMS_KNOWN);
      case REJECTED -> {
        from.count(PeerMetric.ITEMS_REJECTED);
        if (link.rates().rejected(loop.nanos()) > rejectedItemsMax) {
          link.close(CloseReason.TOO_MANY_REJECTED, "too many rejected items");
        }
      }
      case BUSY -> {
        from.count(PeerMetric.ITEMS_BUSY);
        seenItems.forget(received.id());
      }
    }
  }

  private void passOn(Peer from, HandlerPort.Received received) {
    SeenItems.Seen seen = seenItems.see(received.id(), loop.nanos());
    for (Peer peer : peers.linked()) {
      // The sender pushes to all it is linked to; if it doesn't, reconciliation repairs that.
      boolean served = peer == from || (from.linkedPeers() & peer.bit()) != 0;
      if (!served) {
        push(peer, seen, received.item());
      }
    }
  }

  private static void push(Peer peer, SeenItems.Seen seen, Bytes item) {
    Link link = peer.link();
    if (link == null || seen.isHeldBy(peer)) {
      return;
    }
    if (link.outbox().item(item)) {
      seen.heldBy(peer);
    } else {
      peer.count(PeerMetric.ITEMS_DROPPED);
    }
  }

  /** Queues an item that the peer asked for; false where there is no room now. */
  boolean send(Link link, Peer to, Digest id, Bytes item) {
    boolean queued = link.outbox().item(item);
    SeenItems.@Nullable Seen seen = seenItems.get(id);
    if (queued && seen != null) {
      seen.heldBy(to);
    }
    return queued;
  }

  /** The node no longer holds the item; for any thread. */
  void forget(Digest id) {
    loop.execute(() -> seenItems.forget(id));
  }

  /** Tells every peer whom this node is linked to, so that they need not pass on to those. */
  void tellLinks() {
    List<Peer> linked = peers.linked();
    Frame.Links frame = new Frame.Links(linked.stream().map(Peer::id).toList());
    for (Peer peer : linked) {
      Link link = peer.link();
      if (link != null) {
        link.outbox().control(frame);
      }
    }
  }

  /** What a peer says about its links. */
  void learnLinks(Peer from, List<String> nodeIds) {
    long bits = 0;
    for (String nodeId : nodeIds) {
      Peer other = peers.get(nodeId);
      bits |= other == null ? 0 : other.bit();
    }
    from.linkedPeers(bits);
  }

  private void countSeen() {
    counters.seenItems.set(seenItems.size());
  }
}
