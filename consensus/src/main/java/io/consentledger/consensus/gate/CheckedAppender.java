package io.consentledger.consensus.gate;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.grpc.server.GrpcServicesImpl;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
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

  private static final class CheckedLeader extends ForwardingLeader {
    private final RaftServer.Division server;
    private final ReplyRule rule;
    private final PeerRefusals refusals;

    CheckedLeader(
        RaftServer.Division server, LeaderState leader, ReplyRule rule, PeerRefusals refusals) {
      super(leader);
      this.server = server;
      this.rule = rule;
      this.refusals = refusals;
    }

    @Override
    public boolean onFollowerTerm(FollowerInfo follower, long followerTerm) {
      String peer = follower.getId().toString();
      try {
        rule.followersTerm(peer, followerTerm);
        return super.onFollowerTerm(follower, followerTerm);
      } catch (RefusedException lie) {
        refusals.refused(peer, lie);
        return false;
      }
    }

    @Override
    public void onFollowerCommitIndex(FollowerInfo follower, long commitIndex) {
      try {
        if (server.getInfo().isLeader()) {
          rule.followersCommit(commitIndex, last());
        }
        super.onFollowerCommitIndex(follower, commitIndex);
      } catch (RefusedException lie) {
        refusals.refused(follower.getId().toString(), lie);
      }
    }

    @Override
    public void onAppendEntriesReply(LogAppender appender, AppendEntriesReplyProto reply) {
      FollowerInfo follower = appender.getFollower();
      String peer = follower.getId().toString();
      try {
        if (server.getInfo().isLeader()) {
          rule.followersPosition(peer, reply, last());
        }
      } catch (RefusedException lie) {
        refusals.refused(peer, lie);
        // What it acknowledged counts for nothing; it is asked again where it is.
        follower.setSnapshotIndex(RaftLog.INVALID_LOG_INDEX);
      }
      super.onAppendEntriesReply(appender, reply);
    }

    private long last() {
      return server.getRaftLog().getNextIndex() - 1;
    }
  }
}
