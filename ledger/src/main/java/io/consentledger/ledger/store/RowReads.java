package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Reads on the native database, at the moment that its options name. Callers guard its life. */
final class RowReads {
  private final RocksDB database;
  private final ReadOptions moment;

  RowReads(RocksDB database, ReadOptions moment) {
    this.database = database;
    this.moment = moment;
  }

  Optional<Bytes> get(Bytes key) throws RocksDBException {
    return Optional.ofNullable(database.get(moment, key.toArray())).map(Bytes::owning);
  }

  List<Optional<Bytes>> getAll(List<Bytes> keys) throws RocksDBException {
    if (keys.isEmpty()) {
      return List.of(); // The native call takes no empty list.
    }
    List<byte[]> wanted = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      wanted.add(key.toArray());
    }
    List<Optional<Bytes>> found = new ArrayList<>(keys.size());
    for (byte[] value : database.multiGetAsList(moment, wanted)) {
      found.add(Optional.ofNullable(value).map(Bytes::owning));
    }
    return found;
  }

  void scan(Bytes from, Bytes to, StoreReader.RowVisitor visitor) throws RocksDBException {
    try (Slice upper = new Slice(to.toArray());
        ReadOptions bounded = new ReadOptions(moment).setIterateUpperBound(upper);
        RocksIterator rows = database.newIterator(bounded)) {
      boolean more = true;
      for (rows.seek(from.toArray()); more && rows.isValid(); rows.next()) {
        more = visitor.visit(Bytes.owning(rows.key()), Bytes.owning(rows.value()));
      }
      rows.status();
    }
  }
}
