package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.ProofException;
import io.consentledger.ledger.FindingsChain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 8 of docs/spec/evidence.md: is the stream whole, and are these all of its findings? */
final class StreamCheck {
  private final Digest mapRoot;

  StreamCheck(Digest mapRoot) {
    this.mapRoot = mapRoot;
  }

  void check(ProvenStream stream) throws EvidenceException {
    Optional<Bytes> proof = stream.bundled().proof();
    links(stream, proof.isPresent());
    if (proof.isPresent()) {
      head(stream, proof.get());
    }
    if (stream.bundled().findings().isPresent()) {
      findings(stream, stream.bundled().findings().get());
    }
  }

  /** Of a complete stream no number is missing; of another one, some may be. */
  private static void links(ProvenStream stream, boolean complete) throws EvidenceException {
    long lastSeq = 0;
    for (ProvenRecord record : stream.records()) {
      long seq = record.entry().seq();
      require(
          complete ? seq == lastSeq + 1 : seq > lastSeq,
          "seq-gap",
          "number " + seq + " after number " + lastSeq,
          record.place());
      lastSeq = seq;
    }
    Digest last = Digest.ZERO;
    lastSeq = 0;
    for (ProvenRecord record : stream.records()) {
      require(
          record.entry().seq() != lastSeq + 1 || record.entry().prev().equals(last),
          "prev-mismatch",
          "the entry names another one before it",
          record.place());
      last = record.entryHash();
      lastSeq = record.entry().seq();
    }
  }

  private void head(ProvenStream stream, Bytes proof) throws EvidenceException {
    List<ProvenRecord> records = stream.records();
    Optional<Digest> newest =
        records.isEmpty()
            ? Optional.empty()
            : Optional.of(records.get(records.size() - 1).entryHash());
    Optional<Digest> proven;
    try {
      proven = ProvenValue.of(proof, stream.id().digest(), mapRoot);
    } catch (ProofException refused) {
      throw EvidenceException.because("map-proof-invalid", refused, stream.place() + ".proof");
    }
    require(
        proven.equals(newest),
        "head-mismatch",
        "the newest record is not the one that the map names",
        stream.place());
  }

  private void findings(ProvenStream stream, BundledFindings findings) throws EvidenceException {
    String place = stream.place() + ".findings";
    Optional<Digest> proven;
    try {
      proven = ProvenValue.of(findings.proof(), FindingsChain.mapKey(stream.id()), mapRoot);
    } catch (ProofException refused) {
      throw EvidenceException.because("findings-proof-invalid", refused, place + ".proof");
    }
    Map<Long, Digest> entries = new HashMap<>();
    stream.records().forEach(record -> entries.put(record.entry().seq(), record.entryHash()));
    Digest chain = FindingsChain.START;
    for (BundledFindings.Row row : findings.rows()) {
      Digest entry = entries.get(row.seq());
      if (entry == null) {
        throw new EvidenceException(
            "findings-mismatch", "no record has number " + row.seq(), place);
      }
      chain = FindingsChain.next(chain, entry, row.row());
    }
    Optional<Digest> head = findings.rows().isEmpty() ? Optional.empty() : Optional.of(chain);
    require(
        proven.equals(head),
        "findings-mismatch",
        "the ledger found something else about these records",
        place);
  }

  private static void require(boolean holds, String code, String otherwise, String place)
      throws EvidenceException {
    if (!holds) {
      throw new EvidenceException(code, otherwise, place);
    }
  }
}
