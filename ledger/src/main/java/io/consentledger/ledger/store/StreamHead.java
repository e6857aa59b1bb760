package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;

/** The newest entry of a stream: {@code u64 seq | entryHash 32}. */
public record StreamHead(long seq, Digest entryHash) {
  /** Before a stream's first entry. */
  public static final StreamHead NONE = new StreamHead(0, Digest.ZERO);

  public Bytes encode() {
    return new WireWriter(8 + Digest.SIZE_BYTES).u64(seq).digest(entryHash).toBytes();
  }

  public static StreamHead decode(Bytes row) {
    try {
      WireReader in = new WireReader(row);
      StreamHead head = new StreamHead(in.u64(), in.digest());
      in.end();
      return head;
    } catch (MalformedException malformed) {
      throw StorageFailure.damaged("a stream's head: " + malformed.reason(), malformed);
    }
  }
}
