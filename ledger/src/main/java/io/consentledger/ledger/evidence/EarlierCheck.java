package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 12 of docs/spec/evidence.md: does this bundle extend one from before? */
final class EarlierCheck {
  private EarlierCheck() {}

  static void check(Proven earlier, Proven later) throws EvidenceException {
    Digest before = earlier.chain().anchor().hash();
    if (!later.chain().anchor().hash().equals(before)) {
      Optional<Digest> since = later.chain().since().map(header -> header.hash());
      if (since.isEmpty()) {
        throw new EvidenceException(
            "since-missing", "the bundle names no earlier moment to compare", "");
      }
      if (!since.get().equals(before)) {
        throw new EvidenceException(
            "since-mismatch", "the earlier bundle is of another moment", Places.SINCE);
      }
    }
    Map<StreamId, ProvenStream> now = new HashMap<>();
    later.streams().forEach(stream -> now.put(stream.id(), stream));
    for (ProvenStream then : earlier.streams()) {
      ProvenStream same = now.get(then.id());
      if (same != null && then.bundled().isComplete() && same.bundled().isComplete()) {
        requirePrefix(then.records(), same);
      }
    }
  }

  /** Whose history the earlier bundle proved and the later doesn't: nothing is said of them now. */
  static List<SubjectRef> lost(Optional<Proven> earlier, Proven later) {
    List<SubjectRef> lost = new ArrayList<>();
    earlier.ifPresent(it -> lost.addAll(subjects(it)));
    lost.removeAll(subjects(later));
    return lost;
  }

  private static List<SubjectRef> subjects(Proven proven) {
    return proven.bundle().claim() instanceof Claim.Histories histories
        ? histories.subjects()
        : List.of();
  }

  private static void requirePrefix(List<ProvenRecord> then, ProvenStream now)
      throws EvidenceException {
    boolean kept = then.size() <= now.records().size();
    for (int i = 0; kept && i < then.size(); i++) {
      kept = then.get(i).entryHash().equals(now.records().get(i).entryHash());
    }
    if (!kept) {
      throw new EvidenceException(
          "history-rewritten", "records that the earlier bundle holds are gone", now.place());
    }
  }
}
