package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;

/**
 * A request for a vote. One that raises the term makes the engine leave its leader, and each one
 * starts its timers anew: so a leader that lives is left seldom, and nobody asks in quick
 * succession.
 */
final class VoteRule {
  private final EngineView engine;
  private final HeaderRule headers;
  private final TermRule terms;
  private final LeaderWatch leaders;
  private final Votes votes;
  private final Duration storm;
  private final Duration pace;
  private final ElectionPace deposals;
  private final ElectionPace arrivals;
  private final ElectionPace passed;
  private final Map<String, Integer> hasty = new ConcurrentHashMap<>();

  VoteRule(EngineView engine, Group group, GateRules.Shared shared, LongSupplier nanoClock) {
    this.engine = engine;
    this.headers = shared.headers();
    this.terms = shared.terms();
    this.leaders = shared.leaders();
    this.votes = shared.votes();
    this.deposals = shared.deposals();
    // An honest node asks once an election timeout. Within the longest one, somebody else's ends.
    this.storm = group.electionTimeoutMin().dividedBy(2);
    this.pace = group.electionTimeoutMax();
    this.arrivals = new ElectionPace(nanoClock);
    this.passed = new ElectionPace(nanoClock);
  }

  void check(String sender, RequestVoteRequestProto vote) throws RefusedException {
    headers.checkSmall(sender, vote.getServerRequest(), vote);
    long term = vote.getCandidateTerm();
    TermIndexProto last = vote.getCandidateLastEntry();
    require(
        last.getIndex() >= 0
            && last.getIndex() <= Limits.INDEX_MAX
            && last.getTerm() >= 0
            && (term < 0 || last.getTerm() <= term),
        Refusal.POSITION_WRONG,
        "a last entry "
            + last.getTerm()
            + ":"
            + last.getIndex()
            + " of a candidate of term "
            + term);
    terms.check(sender, term);
    String phase = vote.getPreVote() ? " before" : "";
    requireCalm(sender + phase);
    if (!vote.getPreVote()) {
      checkLeader(sender, term);
    }
    require(passed.allows(sender + phase, pace), Refusal.ELECTION_EARLY, "asked just before");
    if (!vote.getPreVote()) {
      votes.stands(sender, term);
    }
  }

  // A busy machine or network hands over in one moment what was asked in several.
  private void requireCalm(String asked) throws RefusedException {
    if (arrivals.allows(asked, storm)) {
      hasty.remove(asked);
      return;
    }
    boolean named = hasty.merge(asked, 1, Integer::sum) > Limits.HASTY_MAX;
    throw new RefusedException(
        named ? Refusal.ELECTION_STORM : Refusal.ELECTION_EARLY,
        "asks for votes faster than any election timeout");
  }

  private void checkLeader(String sender, long term) throws RefusedException {
    if (term > engine.term() && leaders.living().isPresent() && !terms.isCorroborated(term)) {
      require(
          deposals.allows(sender, Limits.DEPOSE_INTERVAL),
          Refusal.LEADER_LIVES,
          "stands for election in term " + term + " again, and the leader lives");
    }
  }
}
