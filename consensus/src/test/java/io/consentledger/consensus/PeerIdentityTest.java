package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.OrganisationCa;
import io.consentledger.crypto.TlsIdentity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.GroupListRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftClientReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftClientRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftClientProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speaks the engine's protocol to a node directly, as an intruder would. */
class PeerIdentityTest {
  @TempDir Path directory;
  private TestGroup group;
  private @Nullable ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    // Only one of three runs, so that nothing else is said.
    group = new TestGroup(directory, 3);
    group.start("n1");
  }

  @AfterEach
  void stop() throws Exception {
    if (channel != null) {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
    group.close();
  }

  @Test
  void hearsAMemberThatSpeaksForItself() throws Exception {
    dial(group.identity("n2"), group.peers);
    assertThat(vote("n2").getServerReply().getReplyId().toStringUtf8()).isEqualTo("n1");
  }

  @Test
  void refusesAMemberThatSpeaksForAnother() throws Exception {
    dial(group.identity("n3"), group.peers);
    assertThat(refusalOf(() -> vote("n2"))).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void refusesACertificateOfAForeignAuthorityInAMembersName() throws Exception {
    OrganisationCa foreign =
        OrganisationCa.create("org2", InstantSource.system(), TestGroup.VALIDITY, TestGroup.RANDOM);
    dial(foreign.issueNode("n2", List.of("127.0.0.2"), TestGroup.VALIDITY), group.peers);
    assertThat(refusalOf(() -> vote("n2"))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void refusesAMembersAuthorityThatVouchesForAnothersNode() throws Exception {
    TlsIdentity forged = group.ca("n3").issueNode("n2", List.of("127.0.0.2"), TestGroup.VALIDITY);
    dial(forged, group.peers);
    assertThat(refusalOf(() -> vote("n2"))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void refusesPlaintext() {
    channel = NettyChannelBuilder.forTarget(group.address("n1")).usePlaintext().build();
    assertThat(refusalOf(() -> vote("n2"))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void keepsAdminServiceClosedToMembers() throws Exception {
    dial(group.identity("n2"), group.peers);
    Status.Code refusal =
        refusalOf(
            () ->
                AdminProtocolServiceGrpc.newBlockingStub(channel())
                    .groupList(GroupListRequestProto.getDefaultInstance()));
    assertThat(refusal).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void keepsClientServiceClosedToMembers() throws Exception {
    dial(group.identity("n2"), group.peers);
    Answer answer = new Answer();
    StreamObserver<RaftClientRequestProto> requests =
        RaftClientProtocolServiceGrpc.newStub(channel()).unordered(answer);
    requests.onNext(RaftClientRequestProto.getDefaultInstance());
    Eventually.holds("it is refused", () -> answer.code != null);
    assertThat(answer.code).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void dialsNobodyButTheNodeThatTheAddressBelongsTo() throws Exception {
    // As n2 sees it, n3 lives where n1 answers.
    dial(group.identity("n2"), Map.of("n3", group.address("n1")));
    assertThat(refusalOf(() -> vote("n2"))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void dialsNobodyWhoseCertificateDoesNotNameTheHost() throws Exception {
    group.stop("n1");
    group.identities.put(
        "n1", group.ca("n1").issueNode("n1", List.of("127.0.0.9"), TestGroup.VALIDITY));
    group.start("n1");
    dial(group.identity("n2"), group.peers);
    assertThat(refusalOf(() -> vote("n2"))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aNodeUnderAnothersIdTakesNoPart() throws Exception {
    group.start("n3");
    group.identities.put(
        "n2", group.ca("n3").issueNode("n3", List.of("127.0.0.2"), TestGroup.VALIDITY));
    String leader = group.leader();
    RatisOrderer intruder = group.start("n2");
    for (int i = 0; i < 20; i++) {
      Eventually.get(group.node(leader).propose(Bytes.utf8("batch " + i)));
    }
    assertThat(Eventually.failureOf(intruder.readBarrier())).isInstanceOf(OrdererException.class);
    assertThat(group.ledger("n2").batches()).isEmpty();
    assertThat(intruder.status().leaderId()).isNull();
  }

  private void dial(TlsIdentity identity, Map<String, String> peers) throws Exception {
    SslContext tls =
        GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
            .keyManager(identity.privateKey(), identity.chain())
            .trustManager(new LinkTrust(group.trust(), peers))
            .protocols("TLSv1.3")
            .build();
    channel = NettyChannelBuilder.forTarget(group.address("n1")).sslContext(tls).build();
  }

  private ManagedChannel channel() {
    return Objects.requireNonNull(channel);
  }

  private RequestVoteReplyProto vote(String candidate) {
    ByteString groupId = Engine.groupId(group.config("n1")).toByteString();
    return RaftServerProtocolServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .requestVote(
            RequestVoteRequestProto.newBuilder()
                .setServerRequest(
                    RaftRpcRequestProto.newBuilder()
                        .setRequestorId(ByteString.copyFromUtf8(candidate))
                        .setReplyId(ByteString.copyFromUtf8("n1"))
                        .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(groupId)))
                .setPreVote(true)
                .build());
  }

  private static Status.Code refusalOf(Runnable call) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::run);
    assertThat(refused).isNotNull();
    return refused.getStatus().getCode();
  }

  private static final class Answer implements StreamObserver<RaftClientReplyProto> {
    private volatile Status.@Nullable Code code;

    @Override
    public void onNext(RaftClientReplyProto reply) {
      code = Status.Code.OK;
    }

    @Override
    public void onError(Throwable error) {
      code = Status.fromThrowable(error).getCode();
    }

    @Override
    public void onCompleted() {
      code = Status.Code.OK;
    }
  }
}
