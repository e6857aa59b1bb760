package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB database: rows of bytes under keys of bytes, in one column family. Any thread reads;
 * one thread writes. A written batch is there whole or not at all, survives the end of the process
 * at once, and survives power loss after {@link #sync}.
 */
public final class Store implements StoreReader, AutoCloseable {
  static {
    NativeLibrary.load();
  }

  /** How RocksDB says that a file is gone which others name. */
  private static final String ABSENT = "No such file";

  private final NativeOptions options;
  private final RocksDB database;
  private final WriteOptions unsynced = new WriteOptions().setSync(false);
  private final ReadOptions newest = new ReadOptions();
  private final RowReads reads;
  private final Access access = new Access();
  private final Set<StoreSnapshot> snapshots = ConcurrentHashMap.newKeySet();

  private Store(NativeOptions options, RocksDB database) {
    this.options = options;
    this.database = database;
    this.reads = new RowReads(database, newest);
  }

  /**
   * Opens the database in {@code directory}, or makes one there where the directory is missing or
   * empty. In any other directory without a database nothing is made, and nothing deleted.
   *
   * @throws StoreException {@code ledger-damaged}, {@code ledger-in-use} or {@code
   *     ledger-unreadable}
   */
  public static Store open(Path directory, StoreConfig config, LogRecovery recovery)
      throws StoreException {
    StoreFolder folder = new StoreFolder(directory);
    try {
      boolean unmade = folder.isUnmade();
      if (unmade) {
        folder.begin();
      } else {
        requireWhole(folder, directory);
      }
      Store opened = opened(directory, new NativeOptions(config, recovery, unmade), RocksDB::open);
      folder.finish();
      return opened;
    } catch (IOException failure) {
      throw new StoreException("ledger-unreadable", "can't use " + directory, failure);
    }
  }

  /** Whether {@link #open} would make a database here, since none was ever finished. */
  public static boolean isUnmade(Path directory) throws StoreException {
    try {
      return new StoreFolder(directory).isUnmade();
    } catch (IOException failure) {
      throw new StoreException("ledger-unreadable", "can't read " + directory, failure);
    }
  }

  /**
   * Opens a database that is there for reading only, as {@code recovery} would find it. Changes no
   * file.
   *
   * @throws StoreException {@code ledger-damaged}, {@code ledger-in-use} or {@code
   *     ledger-unreadable}
   */
  public static Store look(Path directory, StoreConfig config, LogRecovery recovery)
      throws StoreException {
    StoreFolder folder = new StoreFolder(directory);
    try {
      if (folder.isInUse()) {
        throw inUse(directory, null);
      }
    } catch (IOException failure) {
      throw new StoreException("ledger-unreadable", "can't read " + directory, failure);
    }
    requireWhole(folder, directory);
    return opened(directory, new NativeOptions(config, recovery, false), RocksDB::openReadOnly);
  }

  private static void requireWhole(StoreFolder folder, Path directory) throws StoreException {
    if (!folder.isWhole()) {
      throw new StoreException(
          "ledger-damaged", "the database in " + directory + " has lost its file CURRENT", null);
    }
  }

  private interface Opening {
    RocksDB open(Options options, String path) throws RocksDBException;
  }

  private static Store opened(Path directory, NativeOptions options, Opening opening)
      throws StoreException {
    try {
      return new Store(options, opening.open(options.options(), directory.toString()));
    } catch (RocksDBException failure) {
      options.close();
      throw refusal(directory, failure);
    }
  }

  @Override
  public Optional<Bytes> get(Bytes key) {
    return access.use(() -> reads.get(key));
  }

  @Override
  public List<Optional<Bytes>> getAll(List<Bytes> keys) {
    return access.use(() -> reads.getAll(keys));
  }

  @Override
  public void scan(Bytes from, Bytes to, RowVisitor visitor) {
    access.use(
        () -> {
          reads.scan(from, to, visitor);
          return true;
        });
  }

  /** Writes all rows of the batch at once, without waiting for the disk. */
  public void write(StoreBatch batch) {
    access.use(
        () -> {
          database.write(unsynced, batch.rows());
          return true;
        });
  }

  /** Returns when all that was written before survives power loss. */
  public void sync() {
    access.use(
        () -> {
          database.flushWal(true);
          return true;
        });
  }

  /** Reads every table file and compares it with its checksums. */
  public void verifyChecksums() {
    access.use(
        () -> {
          database.verifyChecksum();
          return true;
        });
  }

  /** Bytes of all table files. */
  public long tableBytes() {
    return access.use(() -> database.getLongProperty("rocksdb.total-sst-files-size"));
  }

  /**
   * Moves all rows into table files and drops what was overwritten: for measuring, and for tests.
   */
  public void compact() {
    access.use(
        () -> {
          try (org.rocksdb.FlushOptions flush = new org.rocksdb.FlushOptions()) {
            database.flush(flush.setWaitForFlush(true));
          }
          database.compactRange();
          return true;
        });
  }

  /** Holds this moment until it is closed. */
  public StoreSnapshot snapshot() {
    return access.use(
        () -> {
          StoreSnapshot snapshot = new StoreSnapshot(access, database, snapshots::remove);
          snapshots.add(snapshot);
          return snapshot;
        });
  }

  /** Waits for reads to end and closes the database; later reads fail. Safe to call twice. */
  @Override
  public void close() {
    access.close(
        () -> {
          snapshots.forEach(StoreSnapshot::release);
          newest.close();
          unsynced.close();
          database.close();
          options.close();
        });
  }

  private static StoreException refusal(Path directory, RocksDBException failure) {
    String message = String.valueOf(failure.getMessage());
    Status status = failure.getStatus();
    if (Access.isDamage(failure) || message.contains(ABSENT)) {
      return new StoreException(
          "ledger-damaged", "the database in " + directory + " is damaged: " + message, failure);
    }
    if (status != null && status.getCode() == Status.Code.IOError && message.contains("lock")) {
      return inUse(directory, failure);
    }
    return new StoreException(
        "ledger-unreadable", "can't open the database in " + directory + ": " + message, failure);
  }

  private static StoreException inUse(Path directory, @Nullable Throwable cause) {
    return new StoreException(
        "ledger-in-use", "another process has " + directory + " open: stop it first", cause);
  }
}
