package io.consentledger.consensus;

import io.consentledger.consensus.gate.CallWrapper;
import java.io.IOException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what this node acknowledges to its leader before the reply leaves. */
final class NotedReplies<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
  /** Puts it around each call. */
  record Noting(AckMark acks) implements CallWrapper {
    @Override
    public <Q, R> ServerCall<Q, R> around(ServerCall<Q, R> call) {
      return new NotedReplies<>(call, acks);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(NotedReplies.class);

  private final AckMark acks;

  NotedReplies(ServerCall<Q, R> call, AckMark acks) {
    super(call);
    this.acks = acks;
  }

  @Override
  public void sendMessage(R message) {
    try {
      if (message instanceof AppendEntriesReplyProto reply) {
        note(reply);
      } else if (message instanceof RequestVoteReplyProto reply) {
        acks.answered(reply.getTerm());
      }
    } catch (IOException unwritable) {
      LOG.error("event=acknowledgement-not-noted reason=\"{}\"", unwritable.toString());
      throw Status.UNAVAILABLE.withDescription("the disk refuses").asRuntimeException();
    }
    super.sendMessage(message);
  }

  private void note(AppendEntriesReplyProto reply) throws IOException {
    acks.answered(reply.getTerm());
    if (reply.getResult() == AppendResult.SUCCESS && reply.getMatchIndex() >= 0) {
      acks.acknowledged(reply.getTerm(), reply.getMatchIndex());
    }
  }
}
