package io.consentledger.consensus;

import io.consentledger.consensus.gate.CheckedAppender;
import io.consentledger.consensus.gate.CheckedRpc;
import io.consentledger.consensus.gate.GateRules;
import io.consentledger.consensus.gate.PeerRefusals;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * The engine's gRPC as it is, save that {@link FollowerLinks} hears of what it sends with, {@link
 * ForgetfulFollowers} and {@link LeadershipCheck} of what it gets back, and that what peers reply
 * is checked. The engine makes this class by its name, which is its setting {@code raft.rpc.type}.
 */
final class EngineRpc implements RpcType {
  private static final String PARTS = "consentledger.rpc";

  /**
   * What it works with.
   *
   * @param links where the engine leaves what it makes
   */
  record Parts(FollowerLinks links, LeadershipCheck check, GateRules rules, PeerRefusals refusals) {
    void putInto(Parameters parameters) {
      parameters.put(PARTS, this, Parts.class);
    }
  }

  @Override
  public String name() {
    return EngineRpc.class.getName();
  }

  @Override
  public RpcFactory newFactory(Parameters parameters) {
    Parts parts = parameters.getNonNull(PARTS, Parts.class);
    return new GrpcFactory(parameters) {
      @Override
      public LogAppender newLogAppender(
          RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
        return parts
            .links()
            .made(
                new CheckedAppender(
                    server,
                    new ForgetfulFollowers(parts.check().hearing(leader)),
                    follower,
                    parts.rules(),
                    parts.refusals()));
      }

      @Override
      public GrpcServices newRaftServerRpc(RaftServer server) {
        return new CheckedRpc(super.newRaftServerRpc(server), parts.rules(), parts.refusals());
      }
    };
  }
}
