package io.consentledger.ledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The directory of a database, and what its files say before the database itself is asked. RocksDB
 * takes a directory without {@code CURRENT} for an empty one, makes a database there and deletes
 * the tables that it finds. So a database is made only in an empty directory, and a file says how
 * far that came: {@code making} until it is done, {@code made} from then on.
 */
final class StoreFolder {
  private static final String MAKING = "making";
  private static final String MADE = "made";
  private static final String CURRENT = "CURRENT";
  private static final String LOCK = "LOCK";

  private final Path directory;

  StoreFolder(Path directory) {
    this.directory = directory;
  }

  /** Whether no database was ever finished here. Changes nothing. */
  boolean isUnmade() throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    if (has(MADE)) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return has(MAKING) || files.findAny().isEmpty();
    }
  }

  /** Whether a database was begun here that can be opened. Changes nothing. */
  boolean isWhole() {
    return has(CURRENT);
  }

  /** Announces that a database is made here; on the disk when this returns. */
  void begin() throws IOException {
    Files.createDirectories(directory);
    if (!has(MAKING)) {
      try (FileChannel marker =
          FileChannel.open(
              directory.resolve(MAKING), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        marker.force(true);
      }
      syncDirectory(directory);
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        syncDirectory(parent);
      }
    }
  }

  /** Notes that a database stands here; on the disk when this returns. */
  void finish() throws IOException {
    if (has(MAKING)) {
      Files.move(
          directory.resolve(MAKING), directory.resolve(MADE), StandardCopyOption.ATOMIC_MOVE);
    } else if (!has(MADE)) {
      // An earlier version's.
      Files.createFile(directory.resolve(MADE));
    } else {
      return;
    }
    syncDirectory(directory);
  }

  /** Whether another process has the database open. Changes nothing. */
  boolean isInUse() throws IOException {
    if (!has(LOCK)) {
      return false;
    }
    try (FileChannel lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.READ);
        FileLock held = lock.tryLock(0, Long.MAX_VALUE, true)) {
      return held == null;
    }
  }

  private boolean has(String name) {
    return Files.exists(directory.resolve(name));
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
