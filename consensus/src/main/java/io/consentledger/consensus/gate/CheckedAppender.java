package io.consentledger.consensus.gate;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.grpc.server.GrpcServicesImpl;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;

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

  private static final class CheckedLeader extends ForwardingLeader {
    private final ReplyRule rule;
    private final PeerRefusals refusals;

    CheckedLeader(LeaderState leader, ReplyRule rule, PeerRefusals refusals) {
      super(leader);
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
  }
}
