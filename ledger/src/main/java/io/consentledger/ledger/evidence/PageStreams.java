package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.ProofException;
import io.consentledger.ledger.FindingsChain;
import io.consentledger.ledger.tx.StreamId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far each stream of a cover has come, page by page, and where the anchor's map says that it
 * ends. For one thread.
 */
final class PageStreams {
  /** One stream's progress. */
  private static final class Progress {
    final String place;
    final Optional<Digest> head;
    final Optional<Digest> findingsHead;
    long seq;
    Digest newest = Digest.ZERO;
    Digest findings = FindingsChain.START;
    boolean hasFindings;
    long wanted;
    Optional<Digest> atWanted = Optional.empty();

    Progress(String place, Optional<Digest> head, Optional<Digest> findingsHead) {
      this.place = place;
      this.head = head;
      this.findingsHead = findingsHead;
    }
  }

  private final Map<StreamId, Progress> streams = new TreeMap<>();

  PageStreams(EvidenceBundle cover, Digest mapRoot) throws EvidenceException {
    for (int i = 0; i < cover.streams().size(); i++) {
      BundledStream stream = cover.streams().get(i);
      String place = Places.stream(i);
      if (stream.proof().isEmpty()) {
        continue; // The challenge is on the cover itself.
      }
      Digest key = stream.streamId().digest();
      Optional<Digest> head =
          proven(stream.proof().get(), key, mapRoot, "map-proof-invalid", place + ".proof");
      Optional<Digest> findings = Optional.empty();
      if (stream.findings().isPresent()) {
        findings =
            proven(
                stream.findings().get().proof(),
                FindingsChain.mapKey(stream.streamId()),
                mapRoot,
                "findings-proof-invalid",
                place + ".findings.proof");
      }
      streams.put(stream.streamId(), new Progress(place, head, findings));
    }
  }

  /** Which entry of each stream an earlier proof ended with. */
  void watch(EarlierProof earlier) {
    earlier
        .heads()
        .forEach(
            (stream, head) -> {
              Progress progress = streams.get(stream);
              if (progress != null) {
                progress.wanted = head.count();
              }
            });
  }

  /** What was found where an earlier proof ended. */
  EarlierCheck.Shown shown() {
    return new EarlierCheck.Shown() {
      @Override
      public boolean isComplete(StreamId stream) {
        return streams.containsKey(stream);
      }

      @Override
      public Optional<Digest> entryHash(StreamId stream, long seq) {
        return Optional.ofNullable(streams.get(stream)).flatMap(it -> it.atWanted);
      }
    };
  }

  /** How many entries each stream has, and the newest. */
  Map<StreamId, EarlierProof.Head> heads() {
    Map<StreamId, EarlierProof.Head> heads = new TreeMap<>();
    streams.forEach(
        (stream, progress) -> {
          if (progress.seq > 0) {
            heads.put(stream, new EarlierProof.Head(progress.seq, progress.newest));
          }
        });
    return heads;
  }

  private static Optional<Digest> proven(
      Bytes proof, Digest key, Digest root, String code, String place) throws EvidenceException {
    try {
      return ProvenValue.of(proof, key, root);
    } catch (ProofException refused) {
      throw EvidenceException.because(code, refused, place);
    }
  }

  Set<StreamId> ids() {
    return streams.keySet();
  }

  /** Takes the next record of its stream in. */
  void next(ProvenRecord record) throws EvidenceException {
    Progress progress = progress(record.entry().streamId());
    require(
        record.entry().seq() == progress.seq + 1,
        "seq-gap",
        "number " + record.entry().seq() + " after number " + progress.seq,
        record.place());
    require(
        record.entry().prev().equals(progress.newest),
        "prev-mismatch",
        "the entry names another one before it",
        record.place());
    progress.seq = record.entry().seq();
    progress.newest = record.entryHash();
    if (progress.seq == progress.wanted) {
      progress.atWanted = Optional.of(progress.newest);
    }
  }

  void finding(ProvenRecord record, Bytes row) {
    Progress progress = progress(record.entry().streamId());
    progress.findings = FindingsChain.next(progress.findings, record.entryHash(), row);
    progress.hasFindings = true;
  }

  /** That nothing is missing behind the last page. */
  void end() throws EvidenceException {
    for (Progress progress : streams.values()) {
      require(
          progress.head.equals(progress.seq == 0 ? Optional.empty() : Optional.of(progress.newest)),
          "head-mismatch",
          "the newest record is not the one that the map names",
          progress.place);
      require(
          progress.findingsHead.equals(
              progress.hasFindings ? Optional.of(progress.findings) : Optional.empty()),
          "findings-mismatch",
          "the ledger found something else about these records",
          progress.place);
    }
  }

  private Progress progress(StreamId stream) {
    Progress progress = streams.get(stream);
    if (progress == null) {
      throw new AssertionError("every stream of a page is one of the cover");
    }
    return progress;
  }

  private static void require(boolean holds, String code, String otherwise, String place)
      throws EvidenceException {
    if (!holds) {
      throw new EvidenceException(code, otherwise, place);
    }
  }
}
