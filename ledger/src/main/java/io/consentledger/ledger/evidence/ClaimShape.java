package io.consentledger.ledger.evidence;

import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.HashSet;
import java.util.Set;

/** Step 2 of docs/spec/evidence.md: do the parts that are there go with the claim? */
final class ClaimShape {
  private ClaimShape() {}

  static void check(EvidenceBundle bundle) throws EvidenceException {
    Set<StreamId> claimed = claimedStreams(bundle);
    for (int i = 0; i < bundle.streams().size(); i++) {
      String place = Places.stream(i);
      if (bundle.claim() instanceof Claim.Histories) {
        ofHistories(bundle.networkId(), claimed, bundle.streams().get(i), place);
      } else {
        ofReceipt(bundle.streams().get(i), place);
      }
    }
  }

  private static void ofHistories(
      NetworkId network, Set<StreamId> claimed, BundledStream stream, String place)
      throws EvidenceException {
    boolean challenge = stream.streamId().equals(StreamId.ofChallenge(network));
    if (challenge) {
      require(
          !stream.isComplete() && stream.records().size() == 1,
          "of the stream of challenges, one record stands here without a proof",
          place);
    } else {
      require(stream.isComplete(), "a complete stream needs its proof", place);
    }
    require(
        stream.findings().isPresent() == claimed.contains(stream.streamId()),
        "findings go with each claimed customer's stream, and with no other",
        place);
  }

  private static void ofReceipt(BundledStream stream, String place) throws EvidenceException {
    require(!stream.isComplete(), "a receipt proves no stream complete", place);
    require(stream.findings().isEmpty(), "a receipt holds no findings", place);
    require(!stream.records().isEmpty(), "a stream without records proves nothing here", place);
  }

  /** The streams of the claimed customers; none for a receipt. */
  static Set<StreamId> claimedStreams(EvidenceBundle bundle) {
    Set<StreamId> streams = new HashSet<>();
    if (bundle.claim() instanceof Claim.Histories histories) {
      for (SubjectRef subject : histories.subjects()) {
        streams.add(StreamId.ofSubject(bundle.networkId(), subject));
      }
    }
    return streams;
  }

  private static void require(boolean holds, String otherwise, String place)
      throws EvidenceException {
    if (!holds) {
      throw new EvidenceException(BundleFields.MALFORMED, otherwise, place);
    }
  }
}
