package io.consentledger.consensus;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Dials a peer at once that came back. After failed attempts the transport waits ever longer, up to
 * two minutes; where the peer's vote is what an election lacks, nobody should wait for that. A peer
 * that connects to us can be reached, so after long without a leader its link is made anew. Seldom:
 * a new link is a new connection to the peer, which might answer in kind for ever.
 */
final class ReturnedPeers {
  private final LongSupplier nanoClock;
  private final Map<String, Long> redialledAt = new ConcurrentHashMap<>();
  private volatile @Nullable RaftServer server;
  private volatile RaftServer.@Nullable Division division;

  ReturnedPeers(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void attach(RaftServer started, RaftServer.Division itsDivision) {
    server = started;
    division = itsDivision;
  }

  void connected(String nodeId) {
    RaftServer to = server;
    RaftServer.Division state = division;
    if (to != null
        && state != null
        && longWithoutLeader(state.getInfo().getRoleInfoProto())
        && notLately(nodeId)) {
      to.getServerRpc()
          .handleException(
              RaftPeerId.valueOf(nodeId), new IOException(nodeId + " came back"), true);
    }
  }

  private static boolean longWithoutLeader(RoleInfoProto role) {
    return role.hasCandidateInfo()
        && role.getCandidateInfo().getLastLeaderElapsedTimeMs()
            >= Limits.LEADERLESS_BEFORE_REDIAL.toMillis();
  }

  private boolean notLately(String nodeId) {
    long now = nanoClock.getAsLong();
    Long last = redialledAt.get(nodeId);
    if (last != null && now - last < Limits.LEADERLESS_BEFORE_REDIAL.toNanos()) {
      return false;
    }
    redialledAt.put(nodeId, now);
    return true;
  }
}
