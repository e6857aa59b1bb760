package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a node that says that it leads may do so. While the leader that this node follows lives,
 * no other is believed: a true successor has its majority, so the old leader falls silent or steps
 * down by itself. And none that can't have been elected is, as far as this node knows the votes.
 */
final class LeaderRule {
  private final EngineView engine;
  private final TermRule terms;
  private final LeaderWatch leaders;
  private final Votes votes;
  private final Duration doubt;

  LeaderRule(EngineView engine, Group group, TermRule terms, LeaderWatch leaders, Votes votes) {
    this.engine = engine;
    this.terms = terms;
    this.leaders = leaders;
    this.votes = votes;
    // By then somebody else is elected, or what is known of the votes was a lie.
    this.doubt = group.electionTimeoutMax().multipliedBy(4);
  }

  void check(String sender, long term) throws RefusedException {
    require(term >= 1, Refusal.TERM_FAR, "term " + term);
    terms.check(sender, term);
    Optional<String> living = leaders.living();
    require(
        term <= engine.term()
            || living.isEmpty()
            || living.get().equals(sender)
            || terms.isCorroborated(term),
        Refusal.LEADER_LIVES,
        "says that it leads in term " + term + ", and the leader lives");
    require(
        term < engine.term()
            || votes.mayHaveWon(sender, term)
            || leaders.leaderless().compareTo(doubt) > 0,
        Refusal.NOT_ELECTED,
        "says that it leads in term " + term + ", where others have the votes");
  }

  /**
   * What it says is given to the engine, which follows it from now on unless it follows another.
   */
  void heard(String sender, long term) {
    String followed = engine.leaderId();
    if (term > engine.term()
        || (term == engine.term() && (followed == null || followed.equals(sender)))) {
      leaders.heard(sender);
    }
  }
}
