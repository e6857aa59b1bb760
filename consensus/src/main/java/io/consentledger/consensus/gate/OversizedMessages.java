package io.consentledger.consensus.gate;

import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerStreamTracer;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Names who sends more than the transport takes in one message: it ends such a stream by itself,
 * before the gate sees any of it.
 */
public final class OversizedMessages extends ServerStreamTracer.Factory {
  private final PeerRefusals refusals;

  public OversizedMessages(PeerRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new ServerStreamTracer() {
      private volatile @Nullable String nodeId;

      @Override
      public void serverCallStarted(ServerCallInfo<?, ?> call) {
        nodeId = call.getAttributes().get(PeerGate.NODE_ID);
      }

      @Override
      public void streamClosed(Status status) {
        String sender = nodeId;
        if (sender != null && status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
          refusals.refused(
              sender,
              new RefusedException(Refusal.TOO_LARGE, String.valueOf(status.getDescription())));
        }
      }
    };
  }
}
