package io.consentledger.node;

import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc.RaftServerProtocolServiceImplBase;
import org.apache.ratis.thirdparty.io.grpc.Server;
import org.apache.ratis.thirdparty.io.grpc.netty.GrpcSslContexts;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.ClientAuth;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContextBuilder;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;

/**
 * Stands at a member's address with its true keys in place of its node, and answers what the
 * ordering engine asks with whatever it is told to.
 */
public final class LyingServer implements AutoCloseable {
  /** Changes a reply that would be in order. */
  public interface Answers {
    /** To entries, which it says it has. */
    default AppendEntriesReplyProto.Builder append(
        AppendEntriesRequestProto request, AppendEntriesReplyProto.Builder honest) {
      return honest;
    }

    /** To a candidate, which it denies its vote. */
    default RequestVoteReplyProto.Builder vote(
        RequestVoteRequestProto request, RequestVoteReplyProto.Builder honest) {
      return honest;
    }

    /** How often each reply is sent. */
    default int times() {
      return 1;
    }
  }

  private final Server server;
  private final AtomicInteger told = new AtomicInteger();
  private volatile Answers answers = new Answers() {};

  private LyingServer(NodeConfig config) throws Exception {
    NodeMaterial material = NodeMaterial.load(config);
    SslContextBuilder tls =
        SslContextBuilder.forServer(material.tls().privateKey(), material.tls().chain())
            .trustManager(material.trust().trustManager())
            .clientAuth(ClientAuth.REQUIRE)
            .protocols("TLSv1.3");
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(
                    config.raft().address().host(), config.raft().address().port()))
            .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
            .addService(new Service())
            .build()
            .start();
  }

  /** Takes the place of the member that has this configuration. */
  public static LyingServer of(Path configFile) throws Exception {
    return new LyingServer(ConfigReader.read(configFile));
  }

  /** What it says from now on. */
  public void says(Answers now) {
    answers = now;
    told.set(0);
  }

  /** How many replies left since {@link #says}. */
  public int told() {
    return told.get();
  }

  private final class Service extends RaftServerProtocolServiceImplBase {
    @Override
    public StreamObserver<AppendEntriesRequestProto> appendEntries(
        StreamObserver<AppendEntriesReplyProto> replies) {
      return new StreamObserver<>() {
        @Override
        public void onNext(AppendEntriesRequestProto request) {
          Answers now = answers;
          AppendEntriesReplyProto reply = now.append(request, has(request)).build();
          synchronized (replies) {
            for (int i = 0; i < now.times(); i++) {
              replies.onNext(reply);
            }
          }
          told.incrementAndGet();
        }

        @Override
        public void onError(Throwable gone) {
          // It comes again.
        }

        @Override
        public void onCompleted() {
          replies.onCompleted();
        }
      };
    }

    @Override
    public void requestVote(
        RequestVoteRequestProto request, StreamObserver<RequestVoteReplyProto> replies) {
      replies.onNext(
          answers
              .vote(
                  request,
                  RequestVoteReplyProto.newBuilder()
                      .setServerReply(to(request.getServerRequest(), false))
                      .setTerm(request.getCandidateTerm()))
              .build());
      replies.onCompleted();
      told.incrementAndGet();
    }
  }

  private static AppendEntriesReplyProto.Builder has(AppendEntriesRequestProto request) {
    long last = request.getPreviousLog().getIndex() + request.getEntriesCount();
    return AppendEntriesReplyProto.newBuilder()
        .setServerReply(to(request.getServerRequest(), true))
        .setTerm(request.getLeaderTerm())
        .setResult(AppendResult.SUCCESS)
        .setNextIndex(last + 1)
        .setMatchIndex(last)
        .setFollowerCommit(request.getLeaderCommit())
        .setIsHearbeat(request.getEntriesCount() == 0);
  }

  private static RaftRpcReplyProto.Builder to(RaftRpcRequestProto request, boolean success) {
    return RaftRpcReplyProto.newBuilder()
        .setRequestorId(request.getRequestorId())
        .setReplyId(request.getReplyId())
        .setRaftGroupId(request.getRaftGroupId())
        .setCallId(request.getCallId())
        .setSuccess(success);
  }

  @Override
  public void close() throws IOException {
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a lambda: changes what is said about entries. */
  public static Answers append(
      BiFunction<
              AppendEntriesRequestProto,
              AppendEntriesReplyProto.Builder,
              AppendEntriesReplyProto.Builder>
          change) {
    return new Answers() {
      @Override
      public AppendEntriesReplyProto.Builder append(
          AppendEntriesRequestProto request, AppendEntriesReplyProto.Builder honest) {
        return change.apply(request, honest);
      }
    };
  }

  /** As a lambda: changes what is said to candidates. */
  public static Answers vote(
      BiFunction<
              RequestVoteRequestProto, RequestVoteReplyProto.Builder, RequestVoteReplyProto.Builder>
          change) {
    return new Answers() {
      @Override
      public RequestVoteReplyProto.Builder vote(
          RequestVoteRequestProto request, RequestVoteReplyProto.Builder honest) {
        return change.apply(request, honest);
      }
    };
  }
}
