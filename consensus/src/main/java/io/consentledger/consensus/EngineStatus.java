package io.consentledger.consensus;

import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/** Reads off where the engine stands. */
final class EngineStatus {
  private EngineStatus() {}

  static OrdererStatus of(
      @Nullable Engine engine, @Nullable OrdererException failure, long applied, int inFlight) {
    if (engine == null || failure != null) {
      OrdererStatus.Role role =
          failure == null ? OrdererStatus.Role.STOPPED : OrdererStatus.Role.FAILED;
      return new OrdererStatus(role, 0, null, -1, applied, -1, 0, inFlight, failure);
    }
    DivisionInfo info = engine.division().getInfo();
    RaftLog log = engine.division().getRaftLog();
    SnapshotInfo snapshot = engine.division().getStateMachine().getLatestSnapshot();
    return new OrdererStatus(
        roleOf(info),
        info.getCurrentTerm(),
        engine.leaderId().orElse(null),
        // After a start the engine learns from its leader what is committed; applied is for sure.
        Math.max(log.getLastCommittedIndex(), applied),
        applied,
        snapshot == null ? -1 : snapshot.getIndex(),
        Math.max(0, log.getNextIndex() - Math.max(0, log.getStartIndex())),
        inFlight,
        null);
  }

  private static OrdererStatus.Role roleOf(DivisionInfo info) {
    if (info.getLifeCycleState() != LifeCycle.State.RUNNING) {
      return OrdererStatus.Role.STARTING;
    }
    RaftPeerRole role = info.getCurrentRole();
    return switch (role) {
      case LEADER -> OrdererStatus.Role.LEADER;
      case CANDIDATE -> OrdererStatus.Role.CANDIDATE;
      case LISTENER -> OrdererStatus.Role.LISTENER;
      default -> OrdererStatus.Role.FOLLOWER;
    };
  }
}
