package io.consentledger.p2p;

import io.consentledger.crypto.PeerTrust;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A running network: builds the parts, says which part answers which frame, and takes all down. */
final class Mesh implements Links.LinkConsequences {
  private static final long TICK_NANOS_MAX = Duration.ofMillis(500).toNanos();
  private static final long TICK_NANOS_MIN = Duration.ofMillis(10).toNanos();
  private static final int STOP_SECONDS = 5;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, (ThreadFactory) Mesh::loopThread, NioIoHandler.newFactory());
  private final Loop loop = new Loop(group.next());
  private final Workers workers = new Workers();
  private final PeerTimings timings;
  private final RandomGenerator random;
  private final PeerTable peers;
  private final Links links;
  private final Connections connections;
  private final AskedItems asked;
  private final Gossip gossip;
  private final Reconciliation reconciliation;
  private final Heads heads;
  private final BlockExchange blocks;
  private @Nullable Channel listener;

  Mesh(
      PeerNetworkConfig config,
      TlsContexts tls,
      PeerTrust trust,
      PeerHandlers handlers,
      RandomGenerator random,
      NetworkState state) {
    this.timings = config.timings();
    this.random = random;
    this.peers = state.peers();
    NetworkCounters counters = state.counters();
    this.links = new Links(config, trust, peers, counters, loop, this);
    this.connections = new Connections(group, loop, workers.serve(), tls, config, links, counters);
    PeerQuotas quotas = config.quotas();
    long intervalNanos = timings.reconcileInterval().toNanos();
    SeenItems seenItems = new SeenItems(quotas.seenItemsMax());
    HandlerPort port = new HandlerPort(handlers, workers, loop);
    this.asked = new AskedItems();
    this.gossip = new Gossip(peers, seenItems, port, loop, counters, quotas.rejectedItemsMax());
    this.reconciliation =
        new Reconciliation(peers, seenItems, asked, port, gossip, loop, counters, intervalNanos);
    this.heads = new Heads(peers, port, loop, state.newestHead());
    this.blocks =
        new BlockExchange(peers, port, loop, workers.serve(), timings.requestTimeout().toNanos());
  }

  private static Thread loopThread(Runnable task) {
    return new Thread(task, "p2p-loop");
  }

  Gossip gossip() {
    return gossip;
  }

  Heads heads() {
    return heads;
  }

  BlockExchange blocks() {
    return blocks;
  }

  /** Listens, dials, and sets the clocks going; returns the address listened on. */
  InetSocketAddress start() throws IOException {
    Channel bound = connections.listen();
    listener = bound;
    loop.execute(
        () -> {
          peers.all().stream().filter(Peer::dialled).forEach(connections::dial);
          tick();
          scheduleRound();
        });
    return (InetSocketAddress) bound.localAddress();
  }

  private void tick() {
    if (!links.stopping()) {
      links.tick();
      loop.schedule(this::tick, tickNanos());
    }
  }

  /** A quarter of the shortest time-out, within reason. */
  private long tickNanos() {
    long shortest =
        Math.min(
            Math.min(timings.pingInterval().toNanos(), timings.idleTimeout().toNanos()),
            Math.min(timings.handshakeTimeout().toNanos(), timings.frameTimeout().toNanos()));
    return Math.max(TICK_NANOS_MIN, Math.min(TICK_NANOS_MAX, shortest / 4));
  }

  private void scheduleRound() {
    long interval = timings.reconcileInterval().toNanos();
    loop.schedule(this::timedRound, interval - interval / 4 + random.nextLong(interval / 2 + 1));
  }

  private void timedRound() {
    if (!links.stopping()) {
      reconciliation.round();
      heads.sendAll();
      scheduleRound();
    }
  }

  @Override
  public void up(Link link, Peer peer) {
    gossip.tellLinks();
    heads.send(peer);
    reconciliation.round();
  }

  @Override
  public void frame(Link link, Peer peer, Frame frame) {
    if (frame instanceof Frame.Items items) {
      gossip.receive(link, peer, items.items(), asked);
    } else if (frame instanceof Frame.Offer offer) {
      reconciliation.offered(link, peer, offer.ids());
    } else if (frame instanceof Frame.Want want) {
      reconciliation.wanted(link, peer, want.ids());
    } else if (frame instanceof Frame.Head head) {
      heads.receive(peer, head.head());
    } else if (frame instanceof Frame.Fetch fetch) {
      blocks.asked(link, peer, fetch);
    } else if (frame instanceof Frame.Blocks reply) {
      blocks.answered(link, peer, reply);
    } else if (frame instanceof Frame.Links told) {
      gossip.learnLinks(peer, told.nodeIds());
    } else {
      throw new AssertionError("the link deals with " + frame.type());
    }
  }

  @Override
  public void drained(Link link, Peer peer) {
    reconciliation.sendWanted(link, peer);
  }

  @Override
  public void redial(Peer peer) {
    connections.redial(peer);
  }

  @Override
  public void down(Link link, Peer peer) {
    blocks.gone(link, peer);
    asked.gone(peer);
    gossip.tellLinks();
  }

  /** Says goodbye to all peers, ends all threads and waits for them. */
  void close() {
    Channel listening = listener;
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    CountDownLatch stopped = new CountDownLatch(1);
    loop.execute(
        () -> {
          links.stop();
          stopped.countDown();
        });
    try {
      if (stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        workers.close();
      }
      group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      var unused = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }
}
