package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.WireWriter;

/**
 * The findings of one stream as a chain of hashes, whose head stands in the map beside the stream's
 * own, so that none can be left out or added (docs/spec/map.md).
 */
public final class FindingsChain {
  /** Before the first finding. A stream without findings has no key in the map. */
  public static final Digest START = Digest.ZERO;

  private FindingsChain() {}

  /** Where the head of this stream's findings stands in the map. */
  public static Digest mapKey(StreamId stream) {
    return Domain.STREAM_FINDINGS.hash(stream.digest().bytes());
  }

  /**
   * The next head.
   *
   * @param entryHash of the record that the findings are about
   * @param row all findings of that record, as {@code FindingsRow} encodes them
   */
  public static Digest next(Digest head, Digest entryHash, Bytes row) {
    return Domain.FINDINGS.hash(
        head.bytes(), entryHash.bytes(), new WireWriter(4).u32(row.size()).toBytes(), row);
  }
}
