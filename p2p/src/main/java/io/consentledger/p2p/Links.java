package io.consentledger.p2p;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PeerTrust;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections and links of this node: who may stand at the other end, one link for each peer,
 * what follows from the end of one. Owned by the loop.
 */
final class Links implements LinkEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  private final PeerNetworkConfig config;
  private final PeerTrust trust;
  private final PeerTable peers;
  private final NetworkCounters counters;
  private final Loop loop;
  private final Set<Link> open = new LinkedHashSet<>();
  private final LinkConsequences then;
  private boolean stopping;

  /** What the rest of the network does about links; on the loop. */
  interface LinkConsequences {
    void up(Link link, Peer peer);

    void frame(Link link, Peer peer, Frame frame);

    void drained(Link link, Peer peer);

    /** The peer's link, or an attempt at one, is gone; never after the network began to stop. */
    void redial(Peer peer);

    void down(Link link, Peer peer);
  }

  Links(
      PeerNetworkConfig config,
      PeerTrust trust,
      PeerTable peers,
      NetworkCounters counters,
      Loop loop,
      LinkConsequences then) {
    this.config = config;
    this.trust = trust;
    this.peers = peers;
    this.counters = counters;
    this.loop = loop;
    this.then = then;
  }

  /** Connections that are not up yet. */
  int unproven() {
    int count = 0;
    for (Link link : open) {
      count += link.up() ? 0 : 1;
    }
    return count;
  }

  void tick() {
    long nowNanos = loop.nanos();
    each(link -> link.tick(nowNanos));
  }

  void stop() {
    stopping = true;
    each(link -> link.close(CloseReason.STOPPING, "this node is stopping"));
  }

  boolean stopping() {
    return stopping;
  }

  /** Works on a copy, since closing a link takes it out. */
  private void each(Consumer<Link> action) {
    new ArrayList<>(open).forEach(action);
  }

  @Override
  public void opened(Link link) {
    open.add(link);
    if (stopping) {
      link.close(CloseReason.STOPPING, "this node is stopping");
    }
  }

  @Override
  public Peer prove(SSLSession session, @Nullable Peer dialled) throws LinkRefusedException {
    Peer proven = peers.get(nodeIdOf(session));
    if (proven == null || proven.dialled() != (dialled != null)) {
      throw new LinkRefusedException(
          CloseReason.IDENTITY_REFUSED, "no member that links to this node in this direction");
    }
    if (dialled != null && proven != dialled) {
      throw new LinkRefusedException(
          CloseReason.IDENTITY_REFUSED, "dialled " + dialled.id() + ", found " + proven.id());
    }
    if (proven.excluded(loop.nanos())) {
      throw new LinkRefusedException(CloseReason.EXCLUDED, proven.id() + " misbehaved lately");
    }
    return proven;
  }

  private String nodeIdOf(SSLSession session) throws LinkRefusedException {
    try {
      return trust.nodeIdOf(session);
    } catch (CryptoException refused) {
      throw new LinkRefusedException(
          CloseReason.IDENTITY_REFUSED, refused.code() + ": " + refused.getMessage());
    }
  }

  @Override
  public Frame.Hello hello() {
    return new Frame.Hello(Frame.Hello.VERSION, config.networkId(), config.selfId());
  }

  @Override
  public Optional<CloseReason> objection(Peer peer, Frame.Hello hello) {
    if (hello.version() != Frame.Hello.VERSION) {
      return Optional.of(CloseReason.VERSION_UNSUPPORTED);
    }
    if (!hello.networkId().equals(config.networkId())) {
      return Optional.of(CloseReason.NETWORK_MISMATCH);
    }
    if (!hello.nodeId().equals(peer.id())) {
      return Optional.of(CloseReason.IDENTITY_REFUSED);
    }
    return Optional.empty();
  }

  @Override
  public void up(Link link, Peer peer) {
    Link old = peer.link();
    if (old != null) {
      // The peer came back before this node noticed that it had gone.
      old.close(CloseReason.REPLACED, "a newer link took its place");
    }
    peer.linked(link);
    peer.count(PeerMetric.LINKS_OPENED);
    LOG.info("event=link-up peer={} address={}", peer.id(), link.remoteAddress());
    then.up(link, peer);
  }

  @Override
  public void frame(Link link, Peer peer, Frame frame) {
    then.frame(link, peer, frame);
  }

  @Override
  public void drained(Link link, Peer peer) {
    then.drained(link, peer);
  }

  @Override
  public void down(Link link, CloseReason reason, String detail) {
    open.remove(link);
    counters.closed.increment(reason);
    Peer peer = link.peer();
    if (peer == null) {
      LOG.debug(
          "event=connection-refused address={} reason={} detail=\"{}\"",
          link.remoteAddress(),
          reason.code(),
          detail);
      return;
    }
    long nowNanos = loop.nanos();
    boolean stood = peer.link() == link;
    if (link.upForNanos(nowNanos) > config.timings().stableAfter().toNanos()) {
      peer.backoff().reset();
    }
    if (reason.violation()) {
      peer.count(PeerMetric.VIOLATIONS);
      peer.exclude(nowNanos, peer.backoff().nextNanos());
      LOG.warn(
          "event=peer-misbehaved peer={} reason={} detail=\"{}\"",
          peer.id(),
          reason.code(),
          detail);
    }
    if (stood) {
      peer.unlinked();
      LOG.info("event=link-down peer={} reason={}", peer.id(), reason.code());
    } else if (!stopping && peer.newRefusal(reason)) {
      LOG.info(
          "event=link-refused peer={} reason={} detail=\"{}\"", peer.id(), reason.code(), detail);
    }
    if (link.upForNanos(nowNanos) > 0) {
      peer.count(PeerMetric.LINKS_CLOSED);
      then.down(link, peer);
    }
    if (!stopping && peer.dialled() && peer.link() == null) {
      then.redial(peer);
    }
  }
}
