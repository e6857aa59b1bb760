package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;

/** A leader that stops hands over: only the one that this node follows may, and seldom. */
final class ElectionStartRule {
  private final EngineView engine;
  private final HeaderRule headers;
  private final LeaderWatch leaders;
  private final ElectionPace pace;

  ElectionStartRule(EngineView engine, GateRules.Shared shared, LongSupplier nanoClock) {
    this.engine = engine;
    this.headers = shared.headers();
    this.leaders = shared.leaders();
    this.pace = new ElectionPace(nanoClock);
  }

  void check(String sender, StartLeaderElectionRequestProto start) throws RefusedException {
    headers.checkSmall(sender, start.getServerRequest(), start);
    TermIndexProto last = start.getLeaderLastEntry();
    require(
        last.getIndex() >= 0
            && last.getIndex() <= Limits.INDEX_MAX
            && last.getTerm() >= 0
            && last.getTerm() <= engine.term(),
        Refusal.POSITION_WRONG,
        "a last entry " + last.getTerm() + ":" + last.getIndex());
    require(
        leaders.living().equals(Optional.of(sender)),
        Refusal.LEADER_LIVES,
        "hands over what it doesn't lead");
    require(
        pace.allows(sender, Limits.HAND_OVER_INTERVAL),
        Refusal.ELECTION_STORM,
        "hands over again and again");
  }
}
