package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.NetworkId;
import java.util.List;
import java.util.Optional;

/**
 * The parts of an evidence bundle, in the form of docs/spec/evidence.md; nothing about them is
 * proved yet. Immutable, for any thread.
 *
 * @param certificate of {@code anchor}
 * @param anchor the header that everything else hangs on
 * @param headers of the other blocks that records stand in, by ascending height
 * @param streams by ascending id
 * @param timestamps RFC 3161 tokens over the anchor's hash, DER
 */
public record EvidenceBundle(
    NetworkId networkId,
    Claim claim,
    Bytes certificate,
    Bytes anchor,
    List<BundledHeader> headers,
    Optional<EarlierAnchor> since,
    List<BundledStream> streams,
    List<Bytes> timestamps) {
  /** The word in the field {@code format}. */
  public static final String FORMAT = "consent-ledger/evidence/1";

  /** The same of a cover, whose records stand in pages: {@link EvidencePage}. */
  public static final String COVER = "consent-ledger/evidence-cover/1";

  public EvidenceBundle {
    headers = List.copyOf(headers);
    streams = List.copyOf(streams);
    timestamps = List.copyOf(timestamps);
  }

  /**
   * Decodes a file: one line of canonical JSON without a line end, exactly the fields of the
   * format, so that no byte of it is free.
   *
   * @throws EvidenceException {@code bundle-too-large} or {@code bundle-malformed}
   */
  public static EvidenceBundle decode(Bytes file) throws EvidenceException {
    return BundleReader.read(file, FORMAT);
  }

  /**
   * Decodes a cover: the same fields under another format.
   *
   * @throws EvidenceException {@code bundle-too-large} or {@code bundle-malformed}
   */
  public static EvidenceBundle decodeCover(Bytes file) throws EvidenceException {
    return BundleReader.read(file, COVER);
  }

  /** The file; {@link #decode} takes it back. */
  public Bytes encode() {
    return BundleWriter.write(this, FORMAT);
  }

  /** The file of a cover; {@link #decodeCover} takes it back. */
  public Bytes encodeCover() {
    return BundleWriter.write(this, COVER);
  }

  int records() {
    return streams.stream().mapToInt(stream -> stream.records().size()).sum();
  }
}
