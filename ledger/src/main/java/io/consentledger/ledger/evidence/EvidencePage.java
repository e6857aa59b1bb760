package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Entry;
import java.util.List;
import java.util.Optional;

/**
 * Some of the records that a cover's streams hold, in the form of docs/spec/evidence.md. Immutable,
 * for any thread.
 *
 * @param anchor the hash of the cover's header
 * @param number from 1
 * @param last whether no record follows
 * @param headers of the blocks but the anchor that the records stand in, by ascending height
 * @param streams by ascending id, with the records after those of the page before
 */
public record EvidencePage(
    Digest anchor,
    long number,
    boolean last,
    List<BundledHeader> headers,
    List<BundledStream> streams) {
  /** The word in the field {@code format}. */
  public static final String FORMAT = "consent-ledger/evidence-page/1";

  public EvidencePage {
    headers = List.copyOf(headers);
    streams = List.copyOf(streams);
  }

  /**
   * Decodes a file.
   *
   * @throws EvidenceException {@code bundle-too-large} or {@code bundle-malformed}
   */
  public static EvidencePage decode(Bytes file) throws EvidenceException {
    return BundleReader.readPage(file);
  }

  /**
   * Where the next page goes on: its newest record's place. Empty without records.
   *
   * @throws EvidenceException {@code entry-malformed}
   */
  public Optional<PageBuilder.After> end() throws EvidenceException {
    Optional<PageBuilder.After> end = Optional.empty();
    for (BundledStream stream : streams) {
      for (BundledRecord record : stream.records()) {
        Entry entry = RecordCheck.entry(record.entry(), Places.RECORD);
        if (end.isEmpty() || end.get().isPassedBy(entry)) {
          end = Optional.of(new PageBuilder.After(entry.height(), entry.index()));
        }
      }
    }
    return end;
  }

  /** The file; {@link #decode} takes it back. */
  public Bytes encode() {
    return BundleWriter.write(this);
  }
}
