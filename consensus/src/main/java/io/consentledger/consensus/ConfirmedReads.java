package io.consentledger.consensus;

import io.consentledger.consensus.gate.CallWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;

/**
 * Holds a leader's answer to a follower's read until {@link LeadershipCheck} has confirmed that it
 * led after the question came.
 */
final class ConfirmedReads<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
  private static final String READ_INDEX =
      RaftServerProtocolServiceGrpc.getReadIndexMethod().getFullMethodName();

  /** Puts it around each such call, before the engine hears of it. */
  record Confirming(LeadershipCheck check, CallWrapper next) implements CallWrapper {
    @Override
    public <Q, R> ServerCall<Q, R> around(ServerCall<Q, R> call) {
      ServerCall<Q, R> inner = next.around(call);
      return inner.getMethodDescriptor().getFullMethodName().equals(READ_INDEX)
          ? new ConfirmedReads<>(inner, check.confirm())
          : inner;
    }
  }

  private final CompletableFuture<Void> confirmed;
  private final List<R> held = new ArrayList<>(1);

  private ConfirmedReads(ServerCall<Q, R> call, CompletableFuture<Void> confirmed) {
    super(call);
    this.confirmed = confirmed;
  }

  @Override
  public void sendMessage(R message) {
    held.add(message);
  }

  @Override
  public void close(Status status, Metadata trailers) {
    boolean answers =
        status.isOk()
            && held.stream()
                .anyMatch(
                    message ->
                        message instanceof ReadIndexReplyProto reply
                            && reply.getServerReply().getSuccess());
    if (!answers) {
      send(status, trailers);
      return;
    }
    var unused =
        confirmed.whenComplete(
            (led, failure) -> {
              if (failure == null) {
                send(status, trailers);
              } else {
                Status refused = Status.UNAVAILABLE.withDescription("leadership wasn't confirmed");
                super.close(refused, new Metadata());
              }
            });
  }

  private void send(Status status, Metadata trailers) {
    held.forEach(super::sendMessage);
    super.close(status, trailers);
  }
}
