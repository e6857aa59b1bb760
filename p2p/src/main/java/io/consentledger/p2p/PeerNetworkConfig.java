package io.consentledger.p2p;

import io.consentledger.crypto.Digest;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who this node is and whom it links to.
 *
 * @param networkId a peer of another network is refused
 * @param selfId this node's id, which its certificate names
 * @param listen where peers reach this node; port 0 lets the system choose
 * @param peers the other members by node id; an address made with {@link
 *     InetSocketAddress#createUnresolved} is looked up anew at each dial
 */
public record PeerNetworkConfig(
    Digest networkId,
    String selfId,
    InetSocketAddress listen,
    Map<String, InetSocketAddress> peers,
    PeerTimings timings,
    PeerQuotas quotas) {

  private static final Pattern NODE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0," + (Limits.NODE_ID_CHARS_MAX - 1) + "}");

  public PeerNetworkConfig {
    peers = Map.copyOf(new TreeMap<>(peers));
    requireNodeId(selfId);
    peers.keySet().forEach(PeerNetworkConfig::requireNodeId);
    if (peers.containsKey(selfId)) {
      throw new IllegalArgumentException("a node is no peer of itself: " + selfId);
    }
    if (peers.size() > Limits.PEERS_MAX) {
      throw new IllegalArgumentException(peers.size() + " peers are more than " + Limits.PEERS_MAX);
    }
  }

  /** With default timings and quotas. */
  public static PeerNetworkConfig of(
      Digest networkId,
      String selfId,
      InetSocketAddress listen,
      Map<String, InetSocketAddress> peers) {
    return new PeerNetworkConfig(
        networkId, selfId, listen, peers, PeerTimings.defaults(), PeerQuotas.defaults());
  }

  /** The same with other timings. */
  public PeerNetworkConfig withTimings(PeerTimings other) {
    return new PeerNetworkConfig(networkId, selfId, listen, peers, other, quotas);
  }

  /** The same with other quotas. */
  public PeerNetworkConfig withQuotas(PeerQuotas other) {
    return new PeerNetworkConfig(networkId, selfId, listen, peers, timings, other);
  }

  static boolean isNodeId(String id) {
    return NODE_ID.matcher(id).matches();
  }

  private static void requireNodeId(String id) {
    if (!isNodeId(id)) {
      throw new IllegalArgumentException("not a node id: " + id);
    }
  }
}
