package io.consentledger.consensus;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * The engine's gRPC as it is, save that {@link FollowerLinks} hears of what it sends with, and
 * {@link ForgetfulFollowers} of what it gets back. The engine makes this class by its name, which
 * is its setting {@code raft.rpc.type}.
 */
final class EngineRpc implements RpcType {
  private static final String LINKS = "consentledger.follower.links";

  /** Where the engine leaves what it makes. */
  static void setLinks(Parameters parameters, FollowerLinks links) {
    parameters.put(LINKS, links, FollowerLinks.class);
  }

  @Override
  public String name() {
    return EngineRpc.class.getName();
  }

  @Override
  public RpcFactory newFactory(Parameters parameters) {
    FollowerLinks links = parameters.getNonNull(LINKS, FollowerLinks.class);
    return new GrpcFactory(parameters) {
      @Override
      public LogAppender newLogAppender(
          RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
        return links.made(super.newLogAppender(server, new ForgetfulFollowers(leader), follower));
      }
    };
  }
}
