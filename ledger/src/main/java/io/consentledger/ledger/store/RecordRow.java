package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;

/**
 * A transaction and what its entry says beyond it: {@code u64 seq | u64 blockTimeMs | prev 32 |
 * transaction}. The rest of the entry comes from the transaction and the key, so nothing is stored
 * twice.
 */
public record RecordRow(Entry entry, Transaction transaction) {
  private static final int FIXED_BYTES = 8 + 8 + Digest.SIZE_BYTES;

  public Bytes encode() {
    return new WireWriter(FIXED_BYTES + transaction.sizeBytes())
        .u64(entry.seq())
        .u64(entry.blockTimeMs())
        .digest(entry.prev())
        .bytes(transaction.encode())
        .toBytes();
  }

  public static RecordRow decode(Place place, Bytes row) {
    try {
      WireReader in = new WireReader(row);
      long seq = in.u64();
      long timeMs = in.u64();
      Digest prev = in.digest();
      Transaction transaction = Transaction.decodeFrame(in.bytes(row.size() - FIXED_BYTES));
      Statement statement = transaction.statement();
      Entry entry =
          new Entry(
              statement.kind(),
              statement.streamId(),
              seq,
              prev,
              place.height(),
              place.index(),
              timeMs,
              transaction.envelopeHash());
      return new RecordRow(entry, transaction);
    } catch (MalformedException | TransactionException malformed) {
      throw StorageFailure.damaged("the record at " + place, malformed);
    }
  }
}
