package io.consentledger.consensus.certify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where certification stands on this node.
 *
 * @param certifiedHeight the greatest height with a certificate; it certifies all blocks below too
 * @param votedHeight the greatest height that this node voted on
 * @param evidence what shows that somebody lies; while there is any, certification stops
 * @param halted another reason why certification stopped
 * @param refused the newest refused votes
 * @param counts how often what happened, since the start: {@code cast}, {@code refused}, {@code
 *     invalid}
 */
public record CertifierStatus(
    long certifiedHeight,
    long votedHeight,
    List<Evidence> evidence,
    Optional<String> halted,
    List<RefusedVote> refused,
    Map<String, Long> counts) {
  public CertifierStatus {
    evidence = List.copyOf(evidence);
    refused = List.copyOf(refused);
    counts = Map.copyOf(counts);
  }
}
