package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import java.util.List;
import java.util.Optional;

/** Reads rows. For any thread. Every method throws {@link StorageFailure} where it can't. */
public interface StoreReader {
  /** Is handed the rows of a scan in the order of their keys. */
  @FunctionalInterface
  interface RowVisitor {
    /** Returns whether to go on. */
    boolean visit(Bytes key, Bytes value);
  }

  /** The value under this key. */
  Optional<Bytes> get(Bytes key);

  /** The values under these keys, in their order. One call is cheaper than many. */
  List<Optional<Bytes>> getAll(List<Bytes> keys);

  /**
   * Visits the rows from one key to another, of one moment.
   *
   * @param from included
   * @param to excluded
   */
  void scan(Bytes from, Bytes to, RowVisitor visitor);
}
