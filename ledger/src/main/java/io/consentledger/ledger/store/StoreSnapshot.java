package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/** One moment of a store. For any thread until it is closed; closing the store closes it too. */
public final class StoreSnapshot implements StoreReader, AutoCloseable {
  private final Access storeAccess;
  private final Access access = new Access();
  private final RocksDB database;
  private final Snapshot snapshot;
  private final ReadOptions moment;
  private final RowReads reads;
  private final Consumer<StoreSnapshot> onClose;

  StoreSnapshot(Access storeAccess, RocksDB database, Consumer<StoreSnapshot> onClose) {
    this.storeAccess = storeAccess;
    this.database = database;
    this.snapshot = database.getSnapshot();
    this.moment = new ReadOptions().setSnapshot(snapshot);
    this.reads = new RowReads(database, moment);
    this.onClose = onClose;
  }

  @Override
  public Optional<Bytes> get(Bytes key) {
    return use(() -> reads.get(key));
  }

  @Override
  public List<Optional<Bytes>> getAll(List<Bytes> keys) {
    return use(() -> reads.getAll(keys));
  }

  @Override
  public void scan(Bytes from, Bytes to, RowVisitor visitor) {
    use(
        () -> {
          reads.scan(from, to, visitor);
          return true;
        });
  }

  /** Lets the moment go. Safe to call twice, and after the store was closed. */
  @Override
  public void close() {
    onClose.accept(this);
    storeAccess.useIfOpen(this::release);
  }

  /** With the database still open. */
  void release() {
    access.close(
        () -> {
          moment.close();
          database.releaseSnapshot(snapshot);
        });
  }

  private <T> T use(Access.Use<T> use) {
    return storeAccess.use(() -> access.use(use));
  }
}
