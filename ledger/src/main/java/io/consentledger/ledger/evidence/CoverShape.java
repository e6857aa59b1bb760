package io.consentledger.ledger.evidence;

import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;

/** Step 2 of a cover: one customer, and streams whose records stand in pages. */
final class CoverShape {
  private CoverShape() {}

  /** Whose history it is about. */
  static SubjectRef check(EvidenceBundle cover) throws EvidenceException {
    if (!(cover.claim() instanceof Claim.Histories claim)
        || claim.subjects().size() != 1
        || claim.check().isPresent()) {
      throw new EvidenceException(
          BundleFields.MALFORMED, "a cover is about one customer, without a question", "claim");
    }
    ClaimShape.check(cover);
    StreamId challenges = StreamId.ofChallenge(cover.networkId());
    for (int i = 0; i < cover.streams().size(); i++) {
      BundledStream stream = cover.streams().get(i);
      boolean records = !stream.streamId().equals(challenges) && !stream.records().isEmpty();
      if (records || stream.findings().filter(it -> !it.rows().isEmpty()).isPresent()) {
        throw new EvidenceException(
            BundleFields.MALFORMED, "records and rows stand in the pages", Places.stream(i));
      }
    }
    return claim.subjects().get(0);
  }
}
