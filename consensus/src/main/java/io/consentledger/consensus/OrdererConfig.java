package io.consentledger.consensus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one orderer is told at start.
 *
 * @param groupName names the group: nodes with another name never talk; the network id, in hex
 * @param selfId this node's id, a key of {@code peers}, and the common name of its certificate
 * @param peers every voter of the group, this node included: node id to {@code host:port}, where
 *     others reach it; each certificate must name its host as a subject alternative name
 * @param bindAddress {@code host:port} to listen on
 * @param directory where log and checkpoints stand; made where absent; not shared with anything
 * @param electionTimeoutMin a follower that hears nothing for between this ...
 * @param electionTimeoutMax ... and this long asks for votes
 * @param batchBytesMax a larger batch is refused, at most {@link Limits#BATCH_BYTES_MAX}
 * @param batchesInFlightMax more proposals without an outcome are refused
 * @param checkpointEntries log entries between two checkpoints
 * @param preservedEntries log entries kept behind the newest checkpoint
 */
public record OrdererConfig(
    String groupName,
    String selfId,
    Map<String, String> peers,
    String bindAddress,
    Path directory,
    Duration electionTimeoutMin,
    Duration electionTimeoutMax,
    int batchBytesMax,
    int batchesInFlightMax,
    int checkpointEntries,
    int preservedEntries) {

  public OrdererConfig {
    peers = Map.copyOf(new TreeMap<>(peers));
    require(!groupName.isEmpty() && groupName.length() <= Limits.NAME_CHARS_MAX, "groupName");
    require(peers.containsKey(selfId), "peers: this node's own id is missing");
    require(peers.size() <= Limits.PEERS_MAX, "peers: more than " + Limits.PEERS_MAX);
    for (Map.Entry<String, String> peer : peers.entrySet()) {
      require(peer.getKey().matches("[a-z][a-z0-9-]{0,30}"), "peers: node id " + peer.getKey());
      requireHostPort(peer.getValue());
    }
    require(
        peers.values().stream().distinct().count() == peers.size(), "peers: same address twice");
    requireHostPort(bindAddress);
    require(
        electionTimeoutMin.compareTo(Limits.ELECTION_TIMEOUT_FLOOR) >= 0
            && electionTimeoutMax.compareTo(electionTimeoutMin) > 0,
        "electionTimeout: from " + Limits.ELECTION_TIMEOUT_FLOOR.toMillis() + " ms, min < max");
    require(batchBytesMax > 0 && batchBytesMax <= Limits.BATCH_BYTES_MAX, "batchBytesMax");
    require(
        batchesInFlightMax > 0 && batchesInFlightMax <= Limits.BATCHES_IN_FLIGHT_MAX,
        "batchesInFlightMax");
    require(checkpointEntries > 0, "checkpointEntries");
    require(preservedEntries >= 0, "preservedEntries");
  }

  /** With the default limits, listening where its peers reach it. */
  public static OrdererConfig of(
      String groupName, String selfId, Map<String, String> peers, Path directory) {
    return new OrdererConfig(
        groupName,
        selfId,
        peers,
        peers.getOrDefault(selfId, ""),
        directory,
        Limits.ELECTION_TIMEOUT_MIN,
        Limits.ELECTION_TIMEOUT_MAX,
        Limits.BATCH_BYTES_MAX,
        Limits.BATCHES_IN_FLIGHT,
        Limits.CHECKPOINT_ENTRIES,
        Limits.PRESERVED_ENTRIES);
  }

  /** The same with other election timeouts. */
  public OrdererConfig withElectionTimeout(Duration min, Duration max) {
    return new OrdererConfig(
        groupName,
        selfId,
        peers,
        bindAddress,
        directory,
        min,
        max,
        batchBytesMax,
        batchesInFlightMax,
        checkpointEntries,
        preservedEntries);
  }

  /** The same with other bounds on what may be in flight. */
  public OrdererConfig withInFlight(int bytesMax, int batchesMax) {
    return new OrdererConfig(
        groupName,
        selfId,
        peers,
        bindAddress,
        directory,
        electionTimeoutMin,
        electionTimeoutMax,
        bytesMax,
        batchesMax,
        checkpointEntries,
        preservedEntries);
  }

  /** The same with other distances between checkpoints and behind them. */
  public OrdererConfig withCheckpoints(int entries, int preserved) {
    return new OrdererConfig(
        groupName,
        selfId,
        peers,
        bindAddress,
        directory,
        electionTimeoutMin,
        electionTimeoutMax,
        batchBytesMax,
        batchesInFlightMax,
        entries,
        preserved);
  }

  private static void requireHostPort(String address) {
    require(address.matches("(\\[[0-9a-fA-F:.]+\\]|[^:\\s]+):[0-9]{1,5}"), "address " + address);
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    require(port > 0 && port <= 65_535, "port of address " + address);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("orderer configuration, " + what);
    }
  }
}
