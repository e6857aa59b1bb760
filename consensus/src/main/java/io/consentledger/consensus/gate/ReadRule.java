package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import org.apache.ratis.proto.RaftProtos.RaftClientRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;

/** A follower asks its leader how far one must read. */
final class ReadRule {
  private static final int CLIENT_ID_BYTES = 16;

  private final Group group;
  private final HeaderRule headers;

  ReadRule(Group group, GateRules.Shared shared) {
    this.group = group;
    this.headers = shared.headers();
  }

  void check(String sender, ReadIndexRequestProto read) throws RefusedException {
    headers.checkSmall(sender, read.getServerRequest(), read);
    RaftClientRequestProto client = read.getClientRequest();
    require(
        client.hasRead()
            && !client.hasMessage()
            && client.getRpcRequest().getRequestorId().size() == CLIENT_ID_BYTES
            && client.getRpcRequest().getRaftGroupId().getId().equals(group.groupId())
            && client.getRpcRequest().getReplyId().toStringUtf8().equals(sender)
            && client.getRpcRequest().getRepliedCallIdsCount() == 0
            && !client.getRpcRequest().hasRoutingTable(),
        Refusal.MESSAGE_MALFORMED,
        "a question that no member's engine asks");
  }
}
