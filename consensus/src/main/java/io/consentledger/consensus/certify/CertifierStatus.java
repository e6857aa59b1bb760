package io.consentledger.consensus.certify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where certification stands on this node.
 *
 * @param certifiedHeight the greatest height with a certificate; it certifies all blocks below too
 * @param provenHeight the greatest height with a certificate that this node verified, whether it
 *     has the block or not
 * @param votedHeight the greatest height that this node voted on
 * @param evidence what shows that somebody lies; while there is any, certification stops
 * @param halted another reason why certification stopped
 * @param trouble what the disk refuses now, while it is tried again
 * @param differences the first signed vote of each validator that is for another header than this
 *     node executed
 * @param peersHeard peers whose announcements were compared with this node's blocks since the start
 * @param refused the newest refused votes
 * @param counts how often what happened, since the start: {@code cast}, {@code refused}, {@code
 *     invalid}
 */
public record CertifierStatus(
    long certifiedHeight,
    long provenHeight,
    long votedHeight,
    List<Evidence> evidence,
    Optional<Halt> halted,
    Optional<String> trouble,
    List<Difference> differences,
    int peersHeard,
    List<RefusedVote> refused,
    Map<String, Long> counts) {
  public CertifierStatus {
    evidence = List.copyOf(evidence);
    differences = List.copyOf(differences);
    refused = List.copyOf(refused);
    counts = Map.copyOf(counts);
  }

  /** The same, but for the reason why certification stopped. */
  CertifierStatus halted(Halt now) {
    return new CertifierStatus(
        certifiedHeight,
        provenHeight,
        votedHeight,
        evidence,
        Optional.of(now),
        trouble,
        differences,
        peersHeard,
        refused,
        counts);
  }
}
