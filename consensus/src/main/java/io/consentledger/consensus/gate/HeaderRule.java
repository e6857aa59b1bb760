package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.Message;

/** What all messages begin with: who says it, to whom, in which group. */
final class HeaderRule {
  private final Group group;

  HeaderRule(Group group) {
    this.group = group;
  }

  void check(String sender, RaftRpcRequestProto header) throws RefusedException {
    require(
        header.getRequestorId().toStringUtf8().equals(sender),
        Refusal.SENDER_OTHER,
        "the certificate is of another node than the message names");
    require(
        header.getReplyId().toStringUtf8().equals(group.selfId()),
        Refusal.HEADER_MALFORMED,
        "it is meant for another node");
    require(
        header.getRaftGroupId().getId().equals(group.groupId()),
        Refusal.HEADER_MALFORMED,
        "it is of another group");
    require(header.getCallId() >= 0, Refusal.HEADER_MALFORMED, "call id " + header.getCallId());
    require(
        !header.getToLeader()
            && !header.hasSpanContext()
            && header.getRepliedCallIdsCount() == 0
            && header.getTimeoutMs() == 0
            && !header.hasRoutingTable()
            && !header.hasSlidingWindowEntry()
            && header.getUnknownFields().getSerializedSize() == 0,
        Refusal.HEADER_MALFORMED,
        "a field is set that members leave out");
  }

  /** For messages of few fields. */
  void checkSmall(String sender, RaftRpcRequestProto header, Message whole)
      throws RefusedException {
    check(sender, header);
    require(
        whole.getSerializedSize() <= Limits.SMALL_MESSAGE_BYTES_MAX,
        Refusal.TOO_LARGE,
        whole.getSerializedSize() + " bytes");
  }
}
