package io.consentledger.consensus;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is left of checkpoints whose receipt was interrupted: the engine never deletes it. */
final class HalfReceived {
  private HalfReceived() {}

  /**
   * Deletes what was last touched before a time.
   *
   * @param directory of the engine's temporary files; it may be absent
   * @param beforeMs UTC milliseconds, by the clock of the file system
   */
  static void sweep(Path directory, long beforeMs) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> left;
    try (Stream<Path> files = Files.list(directory)) {
      left = files.filter(HalfReceived::isCheckpoint).toList();
    }
    for (Path one : left) {
      if (Files.getLastModifiedTime(one).toMillis() <= beforeMs) {
        delete(one);
      }
    }
  }

  private static boolean isCheckpoint(Path file) {
    return String.valueOf(file.getFileName()).startsWith("snapshot-");
  }

  /** Links are deleted, not followed. */
  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw why;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
