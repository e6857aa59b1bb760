package io.consentledger.node;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.config.PeerSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.GroupListRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftClientRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadRequestTypeProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc.RaftServerProtocolServiceBlockingStub;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc.RaftServerProtocolServiceStub;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.apache.ratis.thirdparty.io.grpc.netty.GrpcSslContexts;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContextBuilder;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;

/**
 * A member with its true keys that speaks the ordering engine's protocol by hand: the engine's own
 * messages, with whatever in them.
 */
public final class LyingClient implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final NodeConfig config;
  private final NodeMaterial material;
  private final Map<String, ManagedChannel> channels = new HashMap<>();

  private LyingClient(NodeConfig config) throws Exception {
    this.config = config;
    this.material = NodeMaterial.load(config);
    SslContext tls =
        GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
            .keyManager(material.tls().privateKey(), material.tls().chain())
            .trustManager(material.trust().trustManager())
            .protocols("TLSv1.3")
            .build();
    for (PeerSettings peer : config.peers()) {
      channels.put(
          peer.nodeId(),
          NettyChannelBuilder.forTarget(peer.raft().toString()).sslContext(tls).build());
    }
  }

  /** Takes the place of the member that has this configuration. */
  public static LyingClient of(Path configFile) throws Exception {
    return new LyingClient(ConfigReader.read(configFile));
  }

  public RaftRpcRequestProto.Builder header(String target) {
    return headerAs(config.nodeId(), target);
  }

  public RaftRpcRequestProto.Builder headerAs(String sender, String target) {
    String group = "consentledger/" + material.genesis().networkId().toHex();
    UUID id = UUID.nameUUIDFromBytes(group.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    return RaftRpcRequestProto.newBuilder()
        .setRequestorId(ByteString.copyFromUtf8(sender))
        .setReplyId(ByteString.copyFromUtf8(target))
        .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(ByteString.copyFrom(bytes)));
  }

  /** The network's true configuration. */
  public RaftConfigurationProto members() {
    RaftConfigurationProto.Builder members = RaftConfigurationProto.newBuilder();
    members.addPeers(peer(config.nodeId(), config.raft().address().toString()));
    config.peers().forEach(peer -> members.addPeers(peer(peer.nodeId(), peer.raft().toString())));
    return members.build();
  }

  private static RaftPeerProto peer(String id, String address) {
    return RaftPeer.newBuilder().setId(id).setAddress(address).build().getRaftPeerProto();
  }

  /** A batch with the member's good signature. */
  public Bytes batch(long term, long number, Transaction... transactions) {
    return Batch.sign(
            material.genesis().networkId(),
            term,
            number,
            System.currentTimeMillis(),
            List.of(transactions),
            material.validatorKey())
        .encode();
  }

  public Status vote(String target, RequestVoteRequestProto.Builder request) {
    return ask(target, stub -> stub.requestVote(request.build()));
  }

  public Status handOver(String target, StartLeaderElectionRequestProto.Builder request) {
    return ask(target, stub -> stub.startLeaderElection(request.build()));
  }

  public Status read(String target, ReadIndexRequestProto.Builder request) {
    return ask(target, stub -> stub.readIndex(request.build()));
  }

  /**
   * Where the leader's log ends, at least: a member may ask, and what is to be believed as the next
   * entry has to follow there. 0 where nobody says that it leads.
   */
  public long endOfLog() {
    long end = 0;
    for (PeerSettings peer : config.peers()) {
      ReadIndexRequestProto question =
          ReadIndexRequestProto.newBuilder()
              .setServerRequest(header(peer.nodeId()))
              .setClientRequest(
                  RaftClientRequestProto.newBuilder()
                      .setRpcRequest(
                          header(config.nodeId()).setRequestorId(ByteString.copyFrom(new byte[16])))
                      .setRead(ReadRequestTypeProto.getDefaultInstance()))
              .build();
      try {
        end =
            Math.max(
                end,
                RaftServerProtocolServiceGrpc.newBlockingStub(channel(peer.nodeId()))
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .readIndex(question)
                    .getReadIndex());
      } catch (StatusRuntimeException noLeader) {
        // Another one is.
      }
    }
    return end;
  }

  /** The engine's admin service, for inside only. */
  public Status admin(String target) {
    return outcome(
        () ->
            AdminProtocolServiceGrpc.newBlockingStub(channel(target))
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .groupList(GroupListRequestProto.getDefaultInstance()));
  }

  public Status append(String target, AppendEntriesRequestProto.Builder request) {
    return send(
        target,
        (RaftServerProtocolServiceStub stub, StreamObserver<AppendEntriesReplyProto> replies) ->
            stub.appendEntries(replies),
        request.build());
  }

  public Status install(String target, InstallSnapshotRequestProto.Builder request) {
    return send(
        target,
        (RaftServerProtocolServiceStub stub, StreamObserver<InstallSnapshotReplyProto> replies) ->
            stub.installSnapshot(replies),
        request.build());
  }

  private Status ask(String target, Function<RaftServerProtocolServiceBlockingStub, Object> call) {
    return outcome(
        () ->
            call.apply(
                RaftServerProtocolServiceGrpc.newBlockingStub(channel(target))
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)));
  }

  private static Status outcome(Supplier<Object> call) {
    try {
      Objects.requireNonNull(call.get());
      return Status.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus();
    }
  }

  private <Q, R> Status send(
      String target,
      BiFunction<RaftServerProtocolServiceStub, StreamObserver<R>, StreamObserver<Q>> open,
      Q request) {
    CompletableFuture<Status> outcome = new CompletableFuture<>();
    StreamObserver<Q> requests =
        open.apply(
            RaftServerProtocolServiceGrpc.newStub(channel(target)),
            new StreamObserver<>() {
              @Override
              public void onNext(R reply) {
                outcome.complete(Status.OK);
              }

              @Override
              public void onError(Throwable error) {
                outcome.complete(Status.fromThrowable(error));
              }

              @Override
              public void onCompleted() {
                outcome.complete(Status.OK);
              }
            });
    requests.onNext(request);
    try {
      Status status = outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (status.isOk()) {
        requests.onCompleted();
      }
      return status;
    } catch (TimeoutException silent) {
      return Status.DEADLINE_EXCEEDED;
    } catch (InterruptedException | ExecutionException broken) {
      throw new AssertionError(broken);
    }
  }

  private ManagedChannel channel(String target) {
    return Objects.requireNonNull(channels.get(target), target);
  }

  @Override
  public void close() throws IOException {
    for (ManagedChannel channel : channels.values()) {
      channel.shutdownNow();
    }
  }
}
