package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of an earlier proof, whether it was one file or pages, to hold a later one against.
 * The newest entry of a stream stands for all before it: each names the one before by its hash.
 * Immutable, for any thread.
 *
 * @param anchor the block that it ended with
 * @param subjects whose histories it proved
 * @param heads of the streams that it showed complete, but for empty ones
 */
public record EarlierProof(Moment anchor, List<SubjectRef> subjects, Map<StreamId, Head> heads) {
  /** How many entries a stream had, from 1, and the newest one's hash. */
  record Head(long count, Digest newest) {}

  public EarlierProof {
    subjects = List.copyOf(subjects);
    heads = Map.copyOf(heads);
  }

  static EarlierProof of(Proven proven) {
    Map<StreamId, Head> heads = new TreeMap<>();
    for (ProvenStream stream : proven.streams()) {
      int count = stream.records().size();
      if (stream.bundled().isComplete() && count > 0) {
        heads.put(stream.id(), new Head(count, stream.records().get(count - 1).entryHash()));
      }
    }
    return new EarlierProof(
        Moment.of(proven.chain().anchor()), subjects(proven.bundle().claim()), heads);
  }

  static List<SubjectRef> subjects(Claim claim) {
    return claim instanceof Claim.Histories histories ? histories.subjects() : List.of();
  }
}
