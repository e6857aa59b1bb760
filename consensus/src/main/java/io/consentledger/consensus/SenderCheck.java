package io.consentledger.consensus;

import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;

/** Refuses a stream at its first message that names another sender than the certificate does. */
final class SenderCheck<Q>
    extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
  private final ServerCall<Q, ?> call;
  private final String nodeId;
  private final RefusalLog log;
  private boolean refused;

  SenderCheck(
      ServerCall.Listener<Q> delegate, ServerCall<Q, ?> call, String nodeId, RefusalLog log) {
    super(delegate);
    this.call = call;
    this.nodeId = nodeId;
    this.log = log;
  }

  @Override
  public void onMessage(Q message) {
    if (refused) {
      return;
    }
    Optional<String> sender = senderOf(message);
    if (sender.isPresent() && sender.get().equals(nodeId)) {
      super.onMessage(message);
      return;
    }
    refused = true;
    log.refused("impersonation-refused", nodeId, "claims to be " + sender.orElse("nobody"));
    call.close(
        Status.PERMISSION_DENIED.withDescription("the certificate is of another node"),
        new Metadata());
    super.onCancel();
  }

  @Override
  public void onHalfClose() {
    if (!refused) {
      super.onHalfClose();
    }
  }

  @Override
  public void onCancel() {
    if (!refused) {
      super.onCancel();
    }
  }

  @Override
  public void onComplete() {
    if (!refused) {
      super.onComplete();
    }
  }

  @Override
  public void onReady() {
    if (!refused) {
      super.onReady();
    }
  }

  private static Optional<String> senderOf(Object message) {
    return headerOf(message).map(header -> header.getRequestorId().toStringUtf8());
  }

  /** Every request type of the engine's server protocol; one that is not listed is refused. */
  private static Optional<RaftRpcRequestProto> headerOf(Object message) {
    if (message instanceof AppendEntriesRequestProto append) {
      return Optional.of(append.getServerRequest());
    } else if (message instanceof RequestVoteRequestProto vote) {
      return Optional.of(vote.getServerRequest());
    } else if (message instanceof ReadIndexRequestProto read) {
      return Optional.of(read.getServerRequest());
    } else if (message instanceof InstallSnapshotRequestProto snapshot) {
      return Optional.of(snapshot.getServerRequest());
    } else if (message instanceof StartLeaderElectionRequestProto election) {
      return Optional.of(election.getServerRequest());
    }
    return Optional.empty();
  }
}
