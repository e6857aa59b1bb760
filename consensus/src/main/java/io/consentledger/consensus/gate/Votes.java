package io.consentledger.consensus.gate;

import java.util.HashMap;
import java.util.Map;

/**
 * Who voted for whom in the newest terms, as far as this node can know: candidates vote for
 * themselves, and this node knows its own vote and those given to it. Who can't have been elected
 * any more isn't believed to lead. A liar may vote twice, so this shows more than is true at worst:
 * who asks must not rely on it for ever. Any thread.
 */
final class Votes {
  private static final int TERMS_KEPT = 8;

  private final String selfId;
  private final int members;
  private final Map<Long, Map<String, String>> candidateByVoter = new HashMap<>();

  Votes(Group group) {
    this.selfId = group.selfId();
    this.members = group.addressByNodeId().size();
  }

  /** A peer, or this node, asks to be elected in this term. */
  void stands(String candidate, long term) {
    voted(candidate, candidate, term);
  }

  /** This node gave its vote away. */
  void given(String candidate, long term) {
    voted(selfId, candidate, term);
  }

  /** A peer gave its vote to this node. */
  void received(String voter, long term) {
    voted(voter, selfId, term);
  }

  private synchronized void voted(String voter, String candidate, long term) {
    candidateByVoter.computeIfAbsent(term, unknown -> new HashMap<>()).put(voter, candidate);
    if (candidateByVoter.size() > TERMS_KEPT) {
      candidateByVoter.keySet().stream().min(Long::compare).ifPresent(candidateByVoter::remove);
    }
  }

  /** Whether a majority may have voted for it in this term. */
  synchronized boolean mayHaveWon(String leader, long term) {
    long against =
        candidateByVoter.getOrDefault(term, Map.of()).values().stream()
            .filter(candidate -> !candidate.equals(leader))
            .count();
    return members - against > members / 2;
  }
}
