package io.consentledger.consensus;

import io.consentledger.consensus.gate.EngineView;
import java.time.Duration;
import java.util.Arrays;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.jspecify.annotations.Nullable;

/** Lets the gate see the engine behind it, from when there is one. */
final class EngineWindow implements EngineView {
  private final int members;
  private final Duration patience;
  private final byte[] proposer;
  private final Proposals proposals;
  private volatile RaftServer.@Nullable Division division;

  EngineWindow(OrdererConfig config, ClientId proposer, Proposals proposals) {
    this.members = config.peers().size();
    this.patience = config.electionTimeoutMax();
    this.proposer = proposer.toByteString().toByteArray();
    this.proposals = proposals;
  }

  void open(RaftServer.Division engine) {
    division = engine;
  }

  @Override
  public long term() {
    RaftServer.Division engine = division;
    return engine == null ? 0 : engine.getInfo().getCurrentTerm();
  }

  @Override
  public @Nullable String leaderId() {
    RaftServer.Division engine = division;
    RaftPeerId leader = engine == null ? null : engine.getInfo().getLeaderId();
    return leader == null ? null : leader.toString();
  }

  @Override
  public boolean leadsMajority() {
    RaftServer.Division engine = division;
    DivisionInfo info = engine == null ? null : engine.getInfo();
    if (info == null || !info.isLeader()) {
      return false;
    }
    long answering =
        info.getRoleInfoProto().getLeaderInfo().getFollowerInfoList().stream()
            .filter(follower -> follower.getLastRpcElapsedTimeMs() < patience.toMillis())
            .count();
    return answering + 1 > members / 2;
  }

  @Override
  public long checkpointIndex() {
    RaftServer.Division engine = division;
    SnapshotInfo checkpoint = engine == null ? null : engine.getStateMachine().getLatestSnapshot();
    return checkpoint == null ? -1 : checkpoint.getIndex();
  }

  @Override
  public boolean isProposer(byte[] clientId) {
    return Arrays.equals(proposer, clientId);
  }

  @Override
  public boolean proposed(byte[] clientId, long callId) {
    return isProposer(clientId) && proposals.admitted(callId);
  }
}
