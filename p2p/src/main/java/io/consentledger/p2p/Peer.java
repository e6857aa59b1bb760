package io.consentledger.p2p;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One other member and what stands between it and this node. Owned by the loop; counters and {@link
 * #status} may be read by any thread.
 */
final class Peer {
  private static final long NEVER = 0;

  private final String id;
  private final InetSocketAddress address;
  private final long bit;
  private final boolean dialled;
  private final Backoff backoff;
  private final Counters<PeerMetric> counters = new Counters<>(PeerMetric.class);
  private volatile @Nullable Link link;
  private volatile long lastSeenNanos = NEVER;
  private long excludedUntilNanos = NEVER;
  private long deliveredNanos = NEVER;
  private long linkedPeers;
  private boolean offerAll;
  private @Nullable CloseReason lastRefusal;

  /**
   * @param index of this peer among all, for sets of peers in one long
   * @param dialled whether this node dials it, rather than it this node
   */
  Peer(String id, InetSocketAddress address, int index, boolean dialled, Backoff backoff) {
    this.id = id;
    this.address = address;
    this.bit = 1L << index;
    this.dialled = dialled;
    this.backoff = backoff;
  }

  String id() {
    return id;
  }

  InetSocketAddress address() {
    return address;
  }

  /** The bit that stands for this peer in a set of peers. */
  long bit() {
    return bit;
  }

  boolean dialled() {
    return dialled;
  }

  Backoff backoff() {
    return backoff;
  }

  void count(PeerMetric metric) {
    counters.increment(metric);
  }

  void count(PeerMetric metric, long count) {
    counters.add(metric, count);
  }

  /** The link that stands, if one does. */
  @Nullable Link link() {
    return link;
  }

  /** A link stands now: all that is pending must be offered to the peer. */
  void linked(Link now) {
    link = now;
    linkedPeers = 0;
    offerAll = true;
    lastRefusal = null;
  }

  /** Whether this is another reason than that of the attempt before. */
  boolean newRefusal(CloseReason reason) {
    boolean changed = reason != lastRefusal;
    lastRefusal = reason;
    return changed;
  }

  /** The link is gone. */
  void unlinked() {
    link = null;
    linkedPeers = 0;
  }

  void seen(long nowNanos) {
    lastSeenNanos = nowNanos | 1;
  }

  /** Excludes the peer for {@code nanos} from now. */
  void exclude(long nowNanos, long nanos) {
    excludedUntilNanos = (nowNanos + nanos) | 1;
  }

  boolean excluded(long nowNanos) {
    return excludedUntilNanos != NEVER && nowNanos - excludedUntilNanos < 0;
  }

  /** The peer sent something that it was asked for. */
  void delivered(long nowNanos) {
    deliveredNanos = nowNanos | 1;
  }

  boolean deliveredWithin(long nanos, long nowNanos) {
    return deliveredNanos != NEVER && nowNanos - deliveredNanos < nanos;
  }

  /** The peers that this peer says it is linked to, as a set of bits. */
  long linkedPeers() {
    return linkedPeers;
  }

  void linkedPeers(long bits) {
    linkedPeers = bits;
  }

  /** Whether the next round must offer everything; true once after each new link. */
  boolean takeOfferAll() {
    boolean all = offerAll;
    offerAll = false;
    return all;
  }

  PeerStatus status(long nowNanos) {
    Link now = link;
    long seen = lastSeenNanos;
    return new PeerStatus(
        id,
        address,
        now != null,
        seen == NEVER
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(Math.max(0, nowNanos - seen))),
        now == null ? 0 : now.outbox().itemBytes(),
        counters.snapshot());
  }
}
