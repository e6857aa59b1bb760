package io.consentledger.consensus.gate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.grpc.server.GrpcServicesImpl;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;

/**
 * The engine's transport as it is, save that replies to single requests pass {@link ReplyRule}. One
 * that is refused is a failed call to the engine.
 */
public final class CheckedRpc implements GrpcServices {
  private final GrpcServicesImpl transport;
  private final ReplyRule rule;
  private final PeerRefusals refusals;
  private final RaftServerAsynchronousProtocol async = new Async();

  public CheckedRpc(GrpcServices transport, GateRules rules, PeerRefusals refusals) {
    // The engine's log appenders want this very class.
    this.transport = (GrpcServicesImpl) transport;
    this.rule = rules.replies();
    this.refusals = refusals;
  }

  GrpcServicesImpl transport() {
    return transport;
  }

  @Override
  public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
    rule.asked(request);
    RequestVoteReplyProto reply = transport.requestVote(request);
    String peer = request.getServerRequest().getReplyId().toStringUtf8();
    try {
      rule.vote(peer, request, reply);
      return reply;
    } catch (RefusedException lie) {
      refusals.refused(peer, lie);
      throw new IOException("a reply of " + peer + " was refused", lie);
    }
  }

  @Override
  public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
      throws IOException {
    return transport.startLeaderElection(request);
  }

  @Override
  public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request)
      throws IOException {
    return transport.appendEntries(request);
  }

  @Override
  public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request)
      throws IOException {
    return transport.installSnapshot(request);
  }

  @Override
  public RaftServerAsynchronousProtocol async() {
    return async;
  }

  private final class Async implements RaftServerAsynchronousProtocol {
    @Override
    public CompletableFuture<ReadIndexReplyProto> readIndexAsync(ReadIndexRequestProto request)
        throws IOException {
      String peer = request.getServerRequest().getReplyId().toStringUtf8();
      return transport.async().readIndexAsync(request).thenApply(reply -> checked(peer, reply));
    }

    private ReadIndexReplyProto checked(String peer, ReadIndexReplyProto reply) {
      try {
        rule.readIndex(peer, reply);
        return reply;
      } catch (RefusedException lie) {
        refusals.refused(peer, lie);
        throw new CompletionException(lie);
      }
    }

    @Override
    public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(
        AppendEntriesRequestProto request) throws IOException {
      return transport.async().appendEntriesAsync(request);
    }
  }

  @Override
  public void start() throws IOException {
    transport.start();
  }

  @Override
  public InetSocketAddress getInetSocketAddress() {
    return transport.getInetSocketAddress();
  }

  @Override
  public InetSocketAddress getClientServerAddress() {
    return transport.getClientServerAddress();
  }

  @Override
  public InetSocketAddress getAdminServerAddress() {
    return transport.getAdminServerAddress();
  }

  @Override
  public RpcType getRpcType() {
    return transport.getRpcType();
  }

  @Override
  public void addRaftPeers(Collection<RaftPeer> peers) {
    transport.addRaftPeers(peers);
  }

  @Override
  public void handleException(RaftPeerId serverId, Exception why, boolean reconnect) {
    transport.handleException(serverId, why, reconnect);
  }

  @Override
  public void notifyNotLeader(RaftGroupId groupId) {
    transport.notifyNotLeader(groupId);
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
