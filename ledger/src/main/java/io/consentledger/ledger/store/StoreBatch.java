package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Rows to be written at once. For one thread; closed after it was written. */
public final class StoreBatch implements AutoCloseable {
  private final WriteBatch rows = new WriteBatch();

  public StoreBatch put(Bytes key, Bytes value) {
    try {
      rows.put(key.toArray(), value.toArray());
      return this;
    } catch (RocksDBException failure) {
      throw Access.failure(failure);
    }
  }

  /** Removes a row, where there is one. */
  public StoreBatch delete(Bytes key) {
    try {
      rows.delete(key.toArray());
      return this;
    } catch (RocksDBException failure) {
      throw Access.failure(failure);
    }
  }

  WriteBatch rows() {
    return rows;
  }

  @Override
  public void close() {
    rows.close();
  }
}
