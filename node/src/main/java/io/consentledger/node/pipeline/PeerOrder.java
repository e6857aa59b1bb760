package io.consentledger.node.pipeline;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom to ask first for one kind of thing: who failed or lied least, then who gave each of them
 * fastest last time, so that a trickle isn't preferred. Nobody is left out for good, since the one
 * who failed may be the only one. One thread.
 */
final class PeerOrder {
  private record Score(int failures, long nanosEach) {}

  private static final Score NEW = new Score(0, 0);

  private final Map<String, Score> scores = new HashMap<>();

  List<String> sorted(List<String> peers) {
    return peers.stream()
        .sorted(
            Comparator.comparingInt((String peer) -> score(peer).failures())
                .thenComparingLong(peer -> score(peer).nanosEach()))
        .toList();
  }

  void answered(String peer, int things, long nanos) {
    scores.put(peer, new Score(score(peer).failures(), nanos / Math.max(1, things)));
  }

  /** It didn't answer, had nothing, or gave what doesn't hold. */
  void failed(String peer) {
    scores.put(peer, new Score(score(peer).failures() + 1, score(peer).nanosEach()));
  }

  private Score score(String peer) {
    return scores.getOrDefault(peer, NEW);
  }
}
