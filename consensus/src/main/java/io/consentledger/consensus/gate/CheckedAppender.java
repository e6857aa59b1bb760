package io.consentledger.consensus.gate;

import java.util.List;
import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.grpc.server.GrpcServicesImpl;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * What the engine sends entries to one follower with, save that a follower's word about a later
 * term passes {@link ReplyRule} before the leader steps down for it.
 */
public final class CheckedAppender extends GrpcLogAppender {

  public CheckedAppender(
      RaftServer.Division server,
      LeaderState leader,
      FollowerInfo follower,
      GateRules rules,
      PeerRefusals refusals) {
    super(server, new CheckedLeader(leader, rules.replies(), refusals), follower);
  }

  @Override
  public GrpcServicesImpl getServerRpc() {
    return ((CheckedRpc) getServer().getRaftServer().getServerRpc()).transport();
  }

  private record CheckedLeader(LeaderState leader, ReplyRule rule, PeerRefusals refusals)
      implements LeaderState {
    @Override
    public boolean onFollowerTerm(FollowerInfo follower, long followerTerm) {
      String peer = follower.getId().toString();
      try {
        rule.followersTerm(peer, followerTerm);
        return leader.onFollowerTerm(follower, followerTerm);
      } catch (RefusedException lie) {
        refusals.refused(peer, lie);
        return false;
      }
    }

    @Override
    public void restart(LogAppender appender) {
      leader.restart(appender);
    }

    @Override
    public AppendEntriesRequestProto newAppendEntriesRequestProto(
        FollowerInfo follower, List<LogEntryProto> entries, TermIndex previous, long callId) {
      return leader.newAppendEntriesRequestProto(follower, entries, previous, callId);
    }

    @Override
    public void checkHealth(FollowerInfo follower) {
      leader.checkHealth(follower);
    }

    @Override
    public void onFollowerCommitIndex(FollowerInfo follower, long commitIndex) {
      leader.onFollowerCommitIndex(follower, commitIndex);
    }

    @Override
    public void onFollowerSuccessAppendEntries(FollowerInfo follower) {
      leader.onFollowerSuccessAppendEntries(follower);
    }

    @Override
    public boolean isFollowerBootstrapping(FollowerInfo follower) {
      return leader.isFollowerBootstrapping(follower);
    }

    @Override
    public void onAppendEntriesReply(LogAppender appender, AppendEntriesReplyProto reply) {
      leader.onAppendEntriesReply(appender, reply);
    }
  }
}
