package io.consentledger.ledger.evidence;

import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle proved, as {@link EvidenceVerifier} tells it.
 *
 * @param anchor up to where the histories are complete
 * @param certifiedBy the organisations whose validators signed the anchor, in the genesis file's
 *     order
 * @param validators how many the network has
 * @param quorum how many signatures a certificate needs
 * @param subjects of a claim of histories, in the claim's order
 * @param decision that follows from the histories, where the claim asks a question
 * @param receipt of a claim of one record
 * @param since an earlier moment that the anchor's history extends
 * @param lost customers of the earlier bundle whom this one doesn't show, in ascending order
 * @param pages of a proof in pages: then no subject's records are here
 * @param challenge the auditor's number on the ledger, not after the anchor
 */
public record VerifiedEvidence(
    Claim claim,
    Moment anchor,
    List<Organisation> certifiedBy,
    int validators,
    int quorum,
    List<VerifiedSubject> subjects,
    Optional<VerifiedDecision> decision,
    Optional<VerifiedRecord> receipt,
    Optional<Moment> since,
    List<SubjectRef> lost,
    Optional<VerifiedRecord> challenge,
    List<TimestampToken> timestamps,
    Optional<PageCount> pages) {
  public VerifiedEvidence {
    certifiedBy = List.copyOf(certifiedBy);
    subjects = List.copyOf(subjects);
    lost = List.copyOf(lost);
    timestamps = List.copyOf(timestamps);
  }

  /** With at most so many organisations colluding, what was proved holds: 2q-n-1. */
  public int colludingMax() {
    return 2 * quorum - validators - 1;
  }
}
