package io.consentledger.node;

import io.consentledger.consensus.OrdererConfig;
import io.consentledger.node.config.HostPort;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.config.PeerSettings;
import io.consentledger.p2p.PeerNetworkConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a node listens and where its peers do, as each module wants to be told. */
record NodeAddresses(NodeConfig config, NodeMaterial material) {
  /**
   * Refuses to start beside another process.
   *
   * @throws IOException names the ports that are taken
   */
  void requireFree() throws IOException {
    Map<String, HostPort> wanted = new LinkedHashMap<>();
    wanted.put("http", config.http());
    wanted.put("raft", config.raft().address());
    wanted.put("p2p", config.p2p());
    List<String> taken = FreePorts.taken(wanted);
    if (!taken.isEmpty()) {
      throw new IOException(
          "can't listen on "
              + String.join(", ", taken)
              + "; is the node running already? Else change node.yaml");
    }
  }

  /** For the links to the peers. */
  PeerNetworkConfig links() {
    Map<String, InetSocketAddress> peers = new LinkedHashMap<>();
    for (PeerSettings peer : config.peers()) {
      peers.put(
          peer.nodeId(), InetSocketAddress.createUnresolved(peer.p2p().host(), peer.p2p().port()));
    }
    return PeerNetworkConfig.of(
        material.genesis().networkId().digest(),
        config.nodeId(),
        new InetSocketAddress(config.p2p().host(), config.p2p().port()),
        peers);
  }

  /** For the orderer. */
  OrdererConfig orderer() {
    Map<String, String> peers = new LinkedHashMap<>();
    peers.put(config.nodeId(), config.raft().address().toString());
    config.peers().forEach(peer -> peers.put(peer.nodeId(), peer.raft().toString()));
    return OrdererConfig.of(
            material.genesis().networkId().toHex(),
            config.nodeId(),
            peers,
            config.dataDir().resolve("raft"))
        .withElectionTimeout(
            config.raft().electionTimeoutMin(), config.raft().electionTimeoutMax());
  }
}
