package io.consentledger.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * Loads RocksDB's native code. Java can load it from a file only, so a copy of 15 MB is made, and
 * deleted as soon as it is loaded: left to RocksDB each process that is killed leaves its own for
 * ever. A copy whose process died between the two is deleted by the next one.
 */
final class NativeLibrary {
  private static final String PREFIX = "consentledger-rocksdb-";

  /**
   * Loading takes less by far; the process numbers of a neighbouring container mean nothing here.
   */
  private static final long UNUSED_AFTER_MILLIS = 60_000;

  private NativeLibrary() {}

  /** For this process, once; later calls do nothing. */
  static synchronized void load() {
    String parent = System.getenv("ROCKSDB_SHAREDLIB_DIR");
    Path copies =
        Path.of(parent == null || parent.isEmpty() ? System.getProperty("java.io.tmpdir") : parent);
    try {
      long pid = ProcessHandle.current().pid();
      Path own = Files.createTempDirectory(copies, PREFIX + pid + "-");
      try {
        sweep(copies, Files.getLastModifiedTime(own).toMillis() - UNUSED_AFTER_MILLIS);
        NativeLibraryLoader.getInstance().loadLibrary(own.toString());
      } finally {
        delete(own);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "RocksDB's native code can't be loaded by way of "
              + copies
              + ": "
              + failed.getMessage()
              + "; another folder can be named by -Djava.io.tmpdir or ROCKSDB_SHAREDLIB_DIR",
          failed);
    }
    // Finds its own code loaded, and loads what it compresses with.
    RocksDB.loadLibrary();
  }

  private static void sweep(Path copies, long madeBeforeMs) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(copies, PREFIX + "*")) {
      for (Path copy : found) {
        if (isLeft(String.valueOf(copy.getFileName()))) {
          deleteWherePossible(copy, madeBeforeMs);
        }
      }
    }
  }

  /** Whether the process that made it has ended. */
  private static boolean isLeft(String name) {
    String pid = name.substring(PREFIX.length()).replaceFirst("-.*", "");
    try {
      return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    } catch (NumberFormatException notOurs) {
      return false;
    }
  }

  private static void deleteWherePossible(Path copy, long madeBeforeMs) {
    try {
      if (Files.getLastModifiedTime(copy).toMillis() < madeBeforeMs) {
        delete(copy);
      }
    } catch (IOException ofAnotherUser) {
      // It isn't in the way.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
