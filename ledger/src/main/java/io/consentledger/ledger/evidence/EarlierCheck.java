package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 12 of docs/spec/evidence.md: does this proof extend one from before? */
final class EarlierCheck {
  /** The entry of a number in a stream that the later proof shows complete. */
  interface Shown {
    boolean isComplete(StreamId stream);

    Optional<Digest> entryHash(StreamId stream, long seq);
  }

  private EarlierCheck() {}

  static void check(EarlierProof earlier, Chain later, Shown shown) throws EvidenceException {
    Digest before = earlier.anchor().headerHash();
    if (!later.anchor().hash().equals(before)) {
      Optional<Digest> since = later.since().map(Header::hash);
      if (since.isEmpty()) {
        throw new EvidenceException(
            "since-missing", "the bundle names no earlier moment to compare", "");
      }
      if (!since.get().equals(before)) {
        throw new EvidenceException(
            "since-mismatch", "the earlier bundle is of another moment", Places.SINCE);
      }
    }
    for (Map.Entry<StreamId, EarlierProof.Head> then : earlier.heads().entrySet()) {
      Optional<Digest> now = shown.entryHash(then.getKey(), then.getValue().count());
      if (shown.isComplete(then.getKey()) && !now.equals(Optional.of(then.getValue().newest()))) {
        throw new EvidenceException(
            "history-rewritten",
            "records that the earlier bundle holds are gone from stream " + then.getKey(),
            "");
      }
    }
  }

  /** Whose history the earlier proof showed and the later doesn't: nothing is said of them now. */
  static List<SubjectRef> lost(Optional<EarlierProof> earlier, Claim later) {
    List<SubjectRef> lost = new ArrayList<>();
    earlier.ifPresent(it -> lost.addAll(it.subjects()));
    lost.removeAll(EarlierProof.subjects(later));
    return lost;
  }
}
