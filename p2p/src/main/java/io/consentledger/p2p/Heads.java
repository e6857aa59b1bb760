package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The newest head of this node to every peer, and the newest of each peer to the node. An older one
 * that still waits is replaced, so heads never queue up. Owned by the loop but for {@link
 * #announce}.
 */
final class Heads {
  private static final long SPACING_NANOS = Limits.HEAD_SPACING_MILLIS * 1_000_000L;

  private final PeerTable peers;
  private final HandlerPort port;
  private final Loop loop;
  private final AtomicReference<@Nullable Bytes> newest;
  private final AtomicBoolean due = new AtomicBoolean();
  private final Map<Peer, AtomicReference<@Nullable Bytes>> received = new HashMap<>();
  private long lastSentNanos;

  Heads(PeerTable peers, HandlerPort port, Loop loop, AtomicReference<@Nullable Bytes> newest) {
    this.peers = peers;
    this.port = port;
    this.loop = loop;
    this.newest = newest;
    this.lastSentNanos = loop.nanos() - SPACING_NANOS;
    peers.all().forEach(peer -> received.put(peer, new AtomicReference<>()));
  }

  /** The newest head has changed; for any thread. */
  void announce() {
    if (due.compareAndSet(false, true)) {
      loop.execute(
          () -> loop.schedule(this::sendDue, lastSentNanos + SPACING_NANOS - loop.nanos()));
    }
  }

  private void sendDue() {
    due.set(false);
    sendAll();
  }

  /** Tells every peer. */
  void sendAll() {
    lastSentNanos = loop.nanos();
    for (Peer peer : peers.linked()) {
      send(peer);
    }
  }

  void send(Peer peer) {
    Bytes head = newest.get();
    Link link = peer.link();
    if (head != null && link != null) {
      link.outbox().head(head);
    }
  }

  /** What a peer says. */
  void receive(Peer from, Bytes head) {
    from.count(PeerMetric.HEADS_IN);
    AtomicReference<@Nullable Bytes> slot = received.get(from);
    if (slot != null && slot.getAndSet(head) == null) {
      port.head(from, () -> Optional.ofNullable(slot.getAndSet(null)));
    }
  }
}
