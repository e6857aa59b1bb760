package io.consentledger.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Folders that only their owner may enter, and files in them that only their owner may read. */
public final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNER_FILE =
      Set.copyOf(PosixFilePermissions.fromString("rw-------"));

  private PrivateFolder() {}

  /** The mode 0600, for the options with which a file is made. */
  public static FileAttribute<Set<PosixFilePermission>> fileMode() {
    return PosixFilePermissions.asFileAttribute(OWNER_FILE);
  }

  /**
   * Makes a folder of mode 0700, and those above it that are missing; one that is there is left.
   */
  public static void make(Path folder) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
  }

  /**
   * Takes from all others what they may do with a folder and everything below it, or makes the
   * folder. Links are left as they are.
   *
   * @throws IOException where something can't be made private: it belongs to somebody else
   */
  public static void close(Path folder) throws IOException {
    make(folder);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        closeOne(path);
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static void closeOne(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return;
    }
    try {
      Set<PosixFilePermission> allowed =
          Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? OWNER_FOLDER : OWNER_FILE;
      Set<PosixFilePermission> now = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      if (!allowed.containsAll(now)) {
        Files.setPosixFilePermissions(path, allowed);
      }
    } catch (NoSuchFileException gone) {
      return; // Something tidied up meanwhile.
    }
  }
}
