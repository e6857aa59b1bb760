package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.chain.Limits;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;

/** Where a record stands: {@code u64 height | u32 index}. */
public record Place(long height, int index) {
  public Bytes encode() {
    return new WireWriter(12).u64(height).u32(index).toBytes();
  }

  public static Place decode(Bytes row) {
    try {
      WireReader in = new WireReader(row);
      Place place = new Place(in.u64(), in.u32(Limits.TRANSACTIONS_MAX));
      in.end();
      return place;
    } catch (MalformedException malformed) {
      throw StorageFailure.damaged("an index row: " + malformed.reason(), malformed);
    }
  }

  /** The place in the key of a row of {@link Table#RECORD} or {@link Table#FINDING}. */
  public static Place ofKey(Bytes key) {
    return decode(key.slice(1, key.size()));
  }
}
