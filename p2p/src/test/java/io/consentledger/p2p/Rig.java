package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Several networks in this JVM, linked over loopback; links may be left out. */
final class Rig implements AutoCloseable {
  /** Quick to come back and to repair, slow to give up: a busy machine breaks no link. */
  static final PeerTimings FAST =
      new PeerTimings(
          Duration.ofSeconds(15),
          Duration.ofMillis(300),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(5));

  /** Quick to give up as well. */
  static final PeerTimings IMPATIENT =
      new PeerTimings(
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(5));

  /** Nothing is repaired while a test lasts: what arrives was pushed. */
  static final PeerTimings NO_ROUNDS = FAST.withReconcileInterval(Duration.ofHours(1));

  private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
  private final Map<String, RecordingNode> nodes = new HashMap<>();
  private final Map<String, PeerNetwork> networks = new HashMap<>();
  private final Set<Set<String>> cut;
  private final PeerTimings timings;
  private final PeerQuotas quotas;

  /**
   * @param cut pairs that don't find each other
   */
  Rig(PeerTimings timings, PeerQuotas quotas, Set<Set<String>> cut, List<String> ids) {
    this.timings = timings;
    this.quotas = quotas;
    this.cut = cut;
    for (String id : ids) {
      addresses.put(id, Members.freeAddress());
      nodes.put(id, new RecordingNode());
    }
  }

  static Rig of(PeerTimings timings, String... ids) {
    return new Rig(timings, PeerQuotas.defaults(), Set.of(), List.of(ids));
  }

  Rig startAll() throws IOException {
    for (String id : addresses.keySet()) {
      start(id);
    }
    return this;
  }

  PeerNetwork start(String id) throws IOException {
    return start(id, Members.identity(id));
  }

  PeerNetwork start(String id, TlsIdentity identity) throws IOException {
    PeerNetwork network =
        new PeerNetwork(config(id), identity, Members.trust(), node(id), new Random(7));
    networks.put(id, network);
    network.start();
    return network;
  }

  PeerNetworkConfig config(String id) {
    Map<String, InetSocketAddress> peers = new HashMap<>(addresses);
    InetSocketAddress listen = peers.remove(id);
    // Nobody listens on port 1 of loopback: a cut link is dialled and never comes about.
    peers.replaceAll(
        (peer, address) ->
            cut.contains(Set.of(id, peer))
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)
                : address);
    return PeerNetworkConfig.of(Members.NETWORK, id, Objects.requireNonNull(listen), peers)
        .withTimings(timings)
        .withQuotas(quotas);
  }

  void stop(String id) {
    network(id).close();
    networks.remove(id);
  }

  PeerNetwork network(String id) {
    return Objects.requireNonNull(networks.get(id));
  }

  RecordingNode node(String id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  InetSocketAddress address(String id) {
    return Objects.requireNonNull(addresses.get(id));
  }

  PeerStatus status(String of, String peer) {
    return network(of).peers().stream()
        .filter(status -> status.id().equals(peer))
        .findFirst()
        .orElseThrow();
  }

  /** Whether every pair of running networks that isn't cut is linked. */
  boolean meshed() {
    for (String one : networks.keySet()) {
      for (String other : networks.keySet()) {
        boolean wanted = !one.equals(other) && !cut.contains(Set.of(one, other));
        if (wanted && !status(one, other).connected()) {
          return false;
        }
      }
    }
    return true;
  }

  Rig awaitMesh() {
    Await.until("all links up", this::meshed);
    return this;
  }

  /** A hostile client that is linked as this member. */
  RawPeer hostile(String member, String to) {
    AtomicReference<RawPeer> linked = new AtomicReference<>();
    Await.until(
        member + " is up",
        () -> {
          try {
            RawPeer peer = RawPeer.up(address(to), member);
            if (Await.within(1_000_000_000L, () -> status(to, member).connected())) {
              linked.set(peer);
              return true;
            }
            peer.close();
          } catch (IOException refused) {
            // Too slow for an impatient network: again.
          }
          return false;
        });
    return Objects.requireNonNull(linked.get());
  }

  /** Broadcasts an item of this node's own, which it holds as pending from then on. */
  void submit(String id, Bytes item) {
    node(id).hold(item);
    network(id).broadcast(item);
  }

  @Override
  public void close() {
    networks.values().forEach(PeerNetwork::close);
  }
}
