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
import org.apache.ratis.server.raftlog.RaftLog;

/**
 * What the engine sends entries to one follower with, save that what a follower replies passes
 * {@link ReplyRule}: a later term before the leader steps down for it, a commit before the others
 * are told of it, and where its log ends once the engine has taken it.
 */
public final class CheckedAppender extends GrpcLogAppender {

  public CheckedAppender(
      RaftServer.Division server,
      LeaderState leader,
      FollowerInfo follower,
      GateRules rules,
      PeerRefusals refusals) {
    super(server, new CheckedLeader(server, leader, rules.replies(), refusals), follower);
  }

  @Override
  public GrpcServicesImpl getServerRpc() {
    return ((CheckedRpc) getServer().getRaftServer().getServerRpc()).transport();
  }

  private record CheckedLeader(
      RaftServer.Division server, LeaderState leader, ReplyRule rule, PeerRefusals refusals)
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
      try {
        if (server.getInfo().isLeader()) {
          rule.followersCommit(commitIndex, last());
        }
        leader.onFollowerCommitIndex(follower, commitIndex);
      } catch (RefusedException lie) {
        refusals.refused(follower.getId().toString(), lie);
      }
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
      FollowerInfo follower = appender.getFollower();
      try {
        if (server.getInfo().isLeader()) {
          rule.followersPosition(follower.getId().toString(), reply, last());
        }
      } catch (RefusedException lie) {
        refusals.refused(follower.getId().toString(), lie);
        // What it acknowledged counts for nothing; it is asked again where it is.
        follower.setSnapshotIndex(RaftLog.INVALID_LOG_INDEX);
      }
      leader.onAppendEntriesReply(appender, reply);
    }

    private long last() {
      return server.getRaftLog().getNextIndex() - 1;
    }
  }
}
