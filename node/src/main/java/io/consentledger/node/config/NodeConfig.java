package io.consentledger.node.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A node's configuration, checked: what docs/reference/configuration.md describes. Paths are
 * absolute.
 */
public record NodeConfig(
    String nodeId,
    Path genesis,
    Path dataDir,
    Path tlsKey,
    Path tlsChain,
    Path validatorKey,
    Path pidFile,
    HostPort http,
    RaftSettings raft,
    HostPort p2p,
    List<PeerSettings> peers,
    LimitSettings limits,
    Optional<TimestampSettings> timestamping,
    Optional<DetailSettings> details) {
  public NodeConfig {
    peers = List.copyOf(peers);
  }
}
