package io.consentledger.consensus.gate;

import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;

/** Watches what the engine answers to a candidate: this node's own vote. */
final class GrantedVotes<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
  private final Votes votes;
  private volatile long electionTerm = -1;

  GrantedVotes(ServerCall<Q, R> call, Votes votes) {
    super(call);
    this.votes = votes;
  }

  /** The engine is given this message. */
  void asked(Object message) {
    if (message instanceof RequestVoteRequestProto request && !request.getPreVote()) {
      electionTerm = request.getCandidateTerm();
    }
  }

  @Override
  public void sendMessage(R message) {
    long term = electionTerm;
    if (term >= 0
        && message instanceof RequestVoteReplyProto reply
        && reply.getServerReply().getSuccess()) {
      votes.given(reply.getServerReply().getRequestorId().toStringUtf8(), term);
    }
    super.sendMessage(message);
  }
}
