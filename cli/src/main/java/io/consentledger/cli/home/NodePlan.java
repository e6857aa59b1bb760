package io.consentledger.cli.home;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one organisation's node stands.
 *
 * @param host where its peers reach it: a loopback address of its own, or a machine's name
 */
public record NodePlan(
    String nodeId, String organisation, String host, int httpPort, int raftPort, int p2pPort) {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * One node for each organisation. Ports are {@code basePort} + 10 + i for HTTP, + 20 + i for
   * Raft, + 30 + i for gossip, i from 1; the steps grow with the number of nodes. Without {@code
   * hosts}, node i stands at 127.0.0.i, so that a certificate names one node alone.
   */
  static List<NodePlan> plan(
      List<OrganisationPlan> organisations, List<String> hosts, int basePort) {
    int step = Math.max(10, organisations.size() + 1);
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 1; i <= organisations.size(); i++) {
      String organisation = organisations.get(i - 1).name();
      String host = hosts.isEmpty() ? "127.0.0." + i : hosts.get(i - 1);
      nodes.add(
          new NodePlan(
              organisation + "-1",
              organisation,
              host,
              basePort + step + i,
              basePort + 2 * step + i,
              basePort + 3 * step + i));
    }
    return nodes;
  }

  /** The highest port that a plan from {@code basePort} uses. */
  static int highestPort(int organisations, int basePort) {
    return basePort + 3 * Math.max(10, organisations + 1) + organisations;
  }

  /**
   * The base URL of its HTTP API. It listens on loopback alone, where its own machine reaches it
   * under this name too: {@link io.consentledger.cli.client.NodeAddress#reach}.
   */
  String url() {
    return "http://" + (host.startsWith("127.") ? LOOPBACK : host) + ":" + httpPort;
  }

  /** Its configuration file; paths are relative to it. */
  String configuration(List<NodePlan> all) {
    StringBuilder yaml = new StringBuilder(1024);
    yaml.append("# The node ").append(nodeId).append(" of ").append(organisation);
    yaml.append(". Paths are relative to this file.\n");
    yaml.append("nodeId: ").append(nodeId).append('\n');
    yaml.append("genesis: ../../genesis.json\n");
    yaml.append("dataDir: data\n");
    yaml.append("tlsKey: tls.key.pem\n");
    yaml.append("tlsChain: tls.chain.pem\n");
    yaml.append("validatorKey: validator.key.pem\n");
    yaml.append("pidFile: node.pid\n");
    yaml.append("# Leave the keys out of backups: what was erased must not come back.\n");
    yaml.append("details: {store: details, keys: details-keys}\n");
    yaml.append("# Loopback only: the API has no access rights yet.\n");
    yaml.append("http: ").append(endpoint(LOOPBACK, httpPort)).append('\n');
    yaml.append("raft: ").append(endpoint(host, raftPort)).append('\n');
    yaml.append("p2p: ").append(endpoint(host, p2pPort)).append('\n');
    if (all.size() == 1) {
      return yaml.append("peers: []\n").toString();
    }
    yaml.append("peers:\n");
    for (NodePlan peer : all) {
      if (!peer.equals(this)) {
        yaml.append("  - {nodeId: ").append(peer.nodeId);
        yaml.append(", raft: \"").append(peer.host).append(':').append(peer.raftPort);
        yaml.append("\", p2p: \"").append(peer.host).append(':').append(peer.p2pPort);
        yaml.append("\"}\n");
      }
    }
    return yaml.toString();
  }

  private static String endpoint(String host, int port) {
    return "{host: \"" + host + "\", port: " + port + "}";
  }
}
