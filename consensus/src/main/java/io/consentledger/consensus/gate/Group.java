package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * The group that this node belongs to, which the engine never changes.
 *
 * @param groupId as the engine writes it
 * @param selfId this node's id
 * @param addressByNodeId every member, this node included
 * @param electionTimeoutMin of this node's engine
 * @param electionTimeoutMax of this node's engine
 */
public record Group(
    ByteString groupId,
    String selfId,
    Map<String, String> addressByNodeId,
    Duration electionTimeoutMin,
    Duration electionTimeoutMax) {

  public Group {
    addressByNodeId = Map.copyOf(addressByNodeId);
  }

  /** So many members may lie at once; counted as one at least, however small the group. */
  int liarsMax() {
    return Math.max(1, (addressByNodeId.size() - 1) / 3);
  }

  boolean isMember(ByteString nodeId) {
    return addressByNodeId.containsKey(nodeId.toStringUtf8());
  }

  /** The engine writes one at the start of each term; it must name exactly these members. */
  void requireSame(RaftConfigurationProto named) throws RefusedException {
    require(
        isSame(named),
        Refusal.MEMBERS_CHANGED,
        "a configuration of " + named.getPeersCount() + " peers that isn't this network's");
  }

  /** Whether it names exactly these members, under these addresses. */
  public boolean isSame(RaftConfigurationProto named) {
    List<RaftPeerProto> peers = named.getPeersList();
    return named.getOldPeersCount() == 0
        && named.getListenersCount() == 0
        && named.getOldListenersCount() == 0
        && peers.size() == addressByNodeId.size()
        && named.getUnknownFields().getSerializedSize() == 0
        && new HashSet<>(peers).equals(members());
  }

  private Set<RaftPeerProto> members() {
    return addressByNodeId.entrySet().stream()
        .map(
            member ->
                RaftPeer.newBuilder()
                    .setId(member.getKey())
                    .setAddress(member.getValue())
                    .build()
                    .getRaftPeerProto())
        .collect(Collectors.toSet());
  }
}
