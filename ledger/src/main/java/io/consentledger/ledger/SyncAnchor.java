package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What is known to have reached the disk, kept outside the database in a file of its own: {@code
 * u64 applied index | u64 height | headerHash 32 | SHA-256 of those}. A database that holds less
 * than this has lost something that nobody will bring back.
 */
record SyncAnchor(long appliedIndex, long height, Digest headerHash) {
  private static final String NAME = "anchor";
  private static final int FIXED_BYTES = 8 + 8 + Digest.SIZE_BYTES;

  static SyncAnchor of(ChainState chain) {
    return new SyncAnchor(chain.applied().index(), chain.tip().height(), chain.tip().headerHash());
  }

  /** The anchor in this directory; empty where there is none that is whole. */
  static Optional<SyncAnchor> read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      WireReader in = new WireReader(Bytes.owning(Files.readAllBytes(file)));
      Bytes fixed = in.bytes(FIXED_BYTES);
      Digest check = in.digest();
      in.end();
      WireReader fields = new WireReader(fixed);
      return Digest.of(fixed).equals(check)
          ? Optional.of(new SyncAnchor(fields.u64(), fields.u64(), fields.digest()))
          : Optional.empty();
    } catch (MalformedException malformed) {
      return Optional.empty();
    }
  }

  /** Whether a ledger at {@code chain} holds less than was synced. */
  boolean isAfter(ChainState chain) {
    return chain.applied().index() < appliedIndex || chain.tip().height() < height;
  }

  /**
   * Requires that a ledger that has come this far holds the very block that was synced.
   *
   * @throws StorageFailure {@code storage-damaged}
   */
  void requireIn(LedgerView ledger) {
    if (height > 0 && ledger.header(height).filter(it -> it.hash().equals(headerHash)).isEmpty()) {
      throw StorageFailure.damaged("the block at height " + height + " is not the one synced");
    }
  }

  /** Replaces the anchor; on the disk, whole, when this returns. */
  void write(Path directory) throws IOException {
    Bytes fixed =
        new WireWriter(FIXED_BYTES).u64(appliedIndex).u64(height).digest(headerHash).toBytes();
    Path fresh = directory.resolve(NAME + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var content = Bytes.concat(fixed, Digest.of(fixed).bytes()).asBuffer();
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
      parent.force(true);
    }
  }
}
