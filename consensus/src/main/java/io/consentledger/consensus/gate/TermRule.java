package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far a peer can raise this node's term. Terms rise by one an election, so what one peer says
 * is believed a small step above what is known: this node's own term, or the highest term that more
 * peers claim than may lie. A node that was away hears the present term from several. Where it
 * hears one only, and has no leader, the step grows with time, so that it isn't shut out for ever.
 * Any thread.
 */
final class TermRule {
  private final EngineView engine;
  private final LeaderWatch leaders;
  private final int liarsMax;
  private final Map<String, Long> claimed = new ConcurrentHashMap<>();

  TermRule(EngineView engine, LeaderWatch leaders, int liarsMax) {
    this.engine = engine;
    this.leaders = leaders;
    this.liarsMax = liarsMax;
  }

  /** Remembers what the peer claims, and judges it. */
  void check(String peer, long term) throws RefusedException {
    require(term >= 0, Refusal.TERM_FAR, "term " + term);
    claimed.merge(peer, term, Math::max);
    long known = Math.max(engine.term(), corroborated());
    long step =
        Limits.TERM_STEP + leaders.leaderless().toSeconds() * (long) Limits.TERM_STEPS_A_SECOND;
    require(
        term - known <= step,
        Refusal.TERM_FAR,
        "term "
            + term
            + " at term "
            + engine.term()
            + ", more than "
            + step
            + " above what is known");
  }

  /** Whether at least one honest peer says that this term has come. */
  boolean isCorroborated(long term) {
    return corroborated() >= term;
  }

  /** The highest term that is claimed, or exceeded, by more peers than may lie. */
  private long corroborated() {
    List<Long> highestFirst = claimed.values().stream().sorted(Comparator.reverseOrder()).toList();
    return highestFirst.size() > liarsMax ? highestFirst.get(liarsMax) : -1;
  }
}
