package io.consentledger.ledger.store;

import io.consentledger.crypto.DiskFull;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Lets any number of threads use the native database until it is closed, and none after that:
 * native code doesn't survive a call on a closed database.
 */
final class Access {
  /** A use of the database. */
  @FunctionalInterface
  interface Use<T> {
    T run() throws RocksDBException;
  }

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  <T> T use(Use<T> use) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new StorageFailure("storage-closed", "the ledger is closed");
      }
      return use.run();
    } catch (RocksDBException failure) {
      throw failure(failure);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs {@code use} unless the database is closed, which is no failure here. */
  void useIfOpen(Runnable use) {
    lock.readLock().lock();
    try {
      if (!closed) {
        use.run();
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for all uses to end, runs {@code release} unless it ran before, and lets no more in. */
  void close(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  static StorageFailure failure(RocksDBException failure) {
    String message = String.valueOf(failure.getMessage());
    if (isDamage(failure)) {
      return StorageFailure.damaged(message, failure);
    }
    return DiskFull.says(message)
        ? new StorageFailure(DiskFull.CODE, DiskFull.explain(message), failure)
        : new StorageFailure("storage-failed", message, failure);
  }

  static boolean isDamage(RocksDBException failure) {
    Status status = failure.getStatus();
    return status != null && status.getCode() == Status.Code.Corruption;
  }
}
