package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * This node's links to the other members, and what goes over them: items, heads, blocks. Safe for
 * many threads. Three threads of its own: {@code p2p-loop} serves all sockets, {@code p2p-handler}
 * and {@code p2p-serve} call the {@link PeerHandlers}. Nothing here is kept on disk.
 */
public final class PeerNetwork implements AutoCloseable {
  private final PeerNetworkConfig config;
  private final TlsIdentity identity;
  private final PeerTrust trust;
  private final PeerHandlers handlers;
  private final RandomGenerator random;
  private final SslProvider tlsProvider;
  private final NetworkState state;
  private volatile InetSocketAddress listenAddress;
  private volatile @Nullable Mesh mesh;
  private boolean closed;

  /**
   * @param random spreads waits and rounds; used on one thread only, security doesn't rest on it
   */
  public PeerNetwork(
      PeerNetworkConfig config,
      TlsIdentity identity,
      PeerTrust trust,
      PeerHandlers handlers,
      RandomGenerator random) {
    this(config, identity, trust, handlers, random, TlsContexts.provider());
  }

  /** The same over the TLS of one's choice. */
  PeerNetwork(
      PeerNetworkConfig config,
      TlsIdentity identity,
      PeerTrust trust,
      PeerHandlers handlers,
      RandomGenerator random,
      SslProvider tlsProvider) {
    this.tlsProvider = tlsProvider;
    this.config = config;
    this.identity = identity;
    this.trust = trust;
    this.handlers = handlers;
    this.random = random;
    this.listenAddress = config.listen();
    this.state =
        new NetworkState(
            PeerTable.of(config, random), new NetworkCounters(), new AtomicReference<>());
  }

  /**
   * Listens and begins to dial; returns without waiting for any link. A network starts once.
   *
   * @throws IOException where the address can't be bound or the TLS identity can't be used
   */
  public synchronized void start() throws IOException {
    if (closed || mesh != null) {
      throw new IllegalStateException("a peer network starts once");
    }
    TlsContexts tls = TlsContexts.of(identity, trust, tlsProvider);
    Mesh starting = new Mesh(config, tls, trust, handlers, random, state);
    mesh = starting;
    boolean listening = false;
    try {
      listenAddress = starting.start();
      listening = true;
    } finally {
      if (!listening) {
        close();
      }
    }
  }

  /** Where this node listens, the port chosen by the system included. */
  public InetSocketAddress listenAddress() {
    return listenAddress;
  }

  /**
   * Pushes an item of this node's own to every linked peer, once each, however often it is called
   * with the same bytes. Never blocks. There is no promise that it arrives: what must arrive stands
   * in {@link PeerHandlers#pending} until it has, and is offered again. Does nothing before the
   * start and after the end.
   *
   * @throws IllegalArgumentException where the item is empty or longer than {@link
   *     Limits#ITEM_BYTES_MAX}
   */
  public void broadcast(Bytes item) {
    requireSize("an item", item, Limits.ITEM_BYTES_MAX);
    Mesh running = mesh;
    if (running != null) {
      running.gossip().broadcast(item);
    }
  }

  /** Says that the node no longer holds this item and wants it again where a peer offers it. */
  public void forget(Digest id) {
    Mesh running = mesh;
    if (running != null) {
      running.gossip().forget(id);
    }
  }

  /**
   * Makes this the head that peers are told, now, on each new link, and with each round. Never
   * blocks; may come before the start.
   *
   * @throws IllegalArgumentException where the head is empty or longer than {@link
   *     Limits#HEAD_BYTES_MAX}
   */
  public void announceHead(Bytes head) {
    requireSize("a head", head, Limits.HEAD_BYTES_MAX);
    state.newestHead().set(head);
    Mesh running = mesh;
    if (running != null) {
      running.heads().announce();
    }
  }

  /**
   * Asks one peer for at most {@code max} consecutive blocks, or as many of them as fit {@link
   * Limits#BLOCKS_REPLY_BYTES_MAX}. The answer is whatever the peer sent: check it. It completes on
   * {@code p2p-serve}, so go on with an {@code Async} method before doing anything long; it fails
   * with {@link PeerException}.
   *
   * @throws IllegalArgumentException where {@code fromHeight} is negative or {@code max} not within
   *     1 and {@link Limits#BLOCKS_PER_REPLY_MAX}
   */
  public CompletableFuture<List<Bytes>> fetchBlocks(String peerId, long fromHeight, int max) {
    return fetch(peerId, Wanted.BLOCKS, fromHeight, max);
  }

  /** The same for headers, of which one reply holds {@link Limits#HEADERS_PER_REPLY_MAX}. */
  public CompletableFuture<List<Bytes>> fetchHeaders(String peerId, long fromHeight, int max) {
    return fetch(peerId, Wanted.HEADERS, fromHeight, max);
  }

  private CompletableFuture<List<Bytes>> fetch(
      String peerId, Wanted what, long fromHeight, int max) {
    if (fromHeight < 0 || max < 1 || max > what.max()) {
      throw new IllegalArgumentException("no such " + what + ": " + max + " from " + fromHeight);
    }
    Mesh running = mesh;
    return running == null
        ? CompletableFuture.failedFuture(BlockExchange.closed())
        : running.blocks().fetch(peerId, what, fromHeight, max);
  }

  /** Every other member, in the order of their ids. */
  public List<PeerStatus> peers() {
    long nowNanos = System.nanoTime();
    return state.peers().all().stream().map(peer -> peer.status(nowNanos)).toList();
  }

  public PeerNetworkStatistics statistics() {
    Map<PeerMetric, Long> totals = new EnumMap<>(PeerMetric.class);
    for (PeerStatus peer : peers()) {
      peer.counters().forEach((metric, count) -> totals.merge(metric, count, Long::sum));
    }
    NetworkCounters counters = state.counters();
    return new PeerNetworkStatistics(
        totals,
        counters.closed.snapshot(),
        counters.broadcast.get(),
        counters.broadcastDropped.get(),
        counters.rounds.get(),
        counters.seenItems.get());
  }

  /**
   * Closes all links and ends all threads; waits for them. Safe to call twice, but not from {@link
   * PeerHandlers}.
   */
  @Override
  public synchronized void close() {
    closed = true;
    Mesh running = mesh;
    mesh = null;
    if (running != null) {
      running.close();
    }
  }

  private static void requireSize(String what, Bytes bytes, int max) {
    if (bytes.size() == 0 || bytes.size() > max) {
      throw new IllegalArgumentException(
          what + " of " + bytes.size() + " bytes is not within 1 and " + max);
    }
  }
}
