package io.consentledger.node.details;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Commitment;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.StoreException;
import io.consentledger.ledger.tx.SubjectRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The private details behind this organisation's commitments, encrypted, in a RocksDB of their own;
 * the keys stand elsewhere ({@link DetailKeys}), so that a copy of the store alone opens nothing. A
 * row: {@code subjectRef | commitment} to {@code u8 length | process id | u64 height of the key |
 * nonce | ciphertext of (opening | details)}. For any thread.
 */
public final class DetailStore implements AutoCloseable {
  /** What is behind one commitment. */
  public record Detail(Digest commitment, String processId, Bytes opening, Bytes details) {}

  static final StoreConfig SMALL = new StoreConfig(1L << 20, 1L << 20, 32);

  /** Behind every row. */
  static final Bytes END = Bytes.fromHex("ff".repeat(2 * Digest.SIZE_BYTES + 1));

  private final Store store;
  private final DetailKeys keys;
  private final SecureRandom random;

  private DetailStore(Store store, DetailKeys keys, SecureRandom random) {
    this.store = store;
    this.keys = keys;
    this.random = random;
  }

  /**
   * Opens both, or makes both where there is neither.
   *
   * @throws IOException where a directory can't be used, one of them is lost or the rows are
   *     damaged; then nothing was changed
   */
  public static DetailStore open(Path rows, Path keys, SecureRandom random) throws IOException {
    try {
      boolean unmade = Store.isUnmade(rows);
      if (unmade ? !DetailKeys.isEmpty(keys) : DetailKeys.isEmpty(keys) && holdsRows(rows)) {
        throw new IOException(
            "private details: "
                + (unmade ? rows : keys)
                + " is lost, and nobody else has it: put it back from a backup, or move "
                + (unmade ? keys : rows)
                + " away too, and with it for good what it holds");
      }
      DetailKeys opened = new DetailKeys(keys, random);
      return new DetailStore(Store.open(rows, SMALL, LogRecovery.TAIL), opened, random);
    } catch (StoreException refused) {
      throw new IOException(
          "private details: "
              + refused.reason()
              + "; nobody else has them: put "
              + rows
              + " and "
              + keys
              + " back from one backup, or move both away to start without",
          refused);
    }
  }

  /** Looks without changing a file. */
  private static boolean holdsRows(Path rows) throws StoreException {
    AtomicBoolean any = new AtomicBoolean();
    try (Store store = Store.look(rows, SMALL, LogRecovery.TAIL)) {
      store.scan(
          Bytes.EMPTY,
          END,
          (place, value) -> {
            any.set(true);
            return false;
          });
    }
    return any.get();
  }

  /**
   * Keeps details durably; returns the commitment to them.
   *
   * @param processId empty where the record is about no process
   * @param height of the ledger now
   */
  public synchronized Digest put(SubjectRef subject, String processId, Bytes details, long height)
      throws IOException {
    Bytes opening = Commitment.opening(random);
    Digest commitment = Commitment.of(opening, details);
    DetailKeys.Key key = keys.current(subject, processId, height);
    Bytes secret =
        keys.secret(key).orElseThrow(() -> new IOException("the key vanished while in use"));
    Bytes row = row(subject, commitment);
    Bytes sealed = DetailCipher.seal(secret, row, Bytes.concat(opening, details), random);
    try (StoreBatch batch = new StoreBatch()) {
      store.write(batch.put(row, Bytes.concat(head(key), sealed)));
    }
    store.sync();
    return commitment;
  }

  /** All of a customer that can still be opened. */
  public synchronized List<Detail> of(SubjectRef subject) throws IOException {
    List<Detail> found = new ArrayList<>();
    for (Row row : rows(subject)) {
      Optional<Bytes> secret = keys.secret(row.key());
      Optional<Bytes> plain =
          secret.flatMap(it -> DetailCipher.open(it, row.place(), row.sealed()));
      if (plain.isPresent()) {
        Bytes opening = plain.get().slice(0, Commitment.OPENING_SIZE_BYTES);
        Bytes details = plain.get().slice(Commitment.OPENING_SIZE_BYTES, plain.get().size());
        found.add(
            new Detail(
                new Digest(row.place().slice(Digest.SIZE_BYTES, 2 * Digest.SIZE_BYTES)),
                row.key().processId(),
                opening,
                details));
      }
    }
    return found;
  }

  /**
   * Destroys keys, openings and details that were made before a height.
   *
   * @param processIds empty: of every process
   * @return how many records' details are gone
   */
  public synchronized int destroy(SubjectRef subject, List<String> processIds, long beforeHeight)
      throws IOException {
    keys.destroy(subject, key -> isMeant(key, processIds, beforeHeight));
    int destroyed = 0;
    try (StoreBatch batch = new StoreBatch()) {
      for (Row row : rows(subject)) {
        if (isMeant(row.key(), processIds, beforeHeight)) {
          batch.delete(row.place());
          destroyed++;
        }
      }
      store.write(batch);
    }
    if (destroyed > 0) {
      store.sync();
      store.compact();
    }
    return destroyed;
  }

  /** Whose keys are here. */
  public synchronized List<SubjectRef> subjects() throws IOException {
    return keys.subjects();
  }

  @Override
  public synchronized void close() {
    store.close();
  }

  /** One row, taken apart. */
  record Row(Bytes place, DetailKeys.Key key, Bytes sealed) {
    /** Empty where it has another form. */
    static Optional<Row> read(Bytes place, Bytes value) {
      int length = value.size() == 0 ? 0 : value.at(0) & 0xff;
      int at = 1 + length + Long.BYTES;
      if (place.size() != 2 * Digest.SIZE_BYTES || value.size() < at) {
        return Optional.empty();
      }
      long height = ByteBuffer.wrap(value.slice(1 + length, at).toArray()).getLong();
      SubjectRef subject = SubjectRef.fromHex(place.slice(0, Digest.SIZE_BYTES).toHex());
      return Optional.of(
          new Row(
              place,
              new DetailKeys.Key(subject, value.slice(1, 1 + length).utf8(), height),
              value.slice(at, value.size())));
    }
  }

  private List<Row> rows(SubjectRef subject) {
    List<Row> rows = new ArrayList<>();
    Bytes from = subject.digest().bytes();
    Bytes to = Bytes.concat(from, Bytes.fromHex("ff".repeat(Digest.SIZE_BYTES + 1)));
    store.scan(
        from,
        to,
        (place, value) -> {
          rows.add(
              Row.read(place, value)
                  .orElseThrow(
                      () -> StorageFailure.damaged("private details at " + place.toHex())));
          return true;
        });
    return rows;
  }

  private static boolean isMeant(DetailKeys.Key key, List<String> processIds, long beforeHeight) {
    return key.height() < beforeHeight
        && (processIds.isEmpty() || processIds.contains(key.processId()));
  }

  private static Bytes row(SubjectRef subject, Digest commitment) {
    return Bytes.concat(subject.digest().bytes(), commitment.bytes());
  }

  private static Bytes head(DetailKeys.Key key) {
    Bytes name = Bytes.utf8(key.processId());
    return Bytes.concat(
        Bytes.owning(new byte[] {(byte) name.size()}),
        name,
        Bytes.owning(ByteBuffer.allocate(Long.BYTES).putLong(key.height()).array()));
  }
}
