package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Reading and writing the small files of a home. */
public final class HomeFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private HomeFiles() {}

  /**
   * Reads a JSON object.
   *
   * @param code the failure's code where the content isn't one
   */
  public static ObjectNode readJson(Path file, String code) throws CliException {
    return readJson(file, code, Limits.FILE_BYTES_MAX);
  }

  static ObjectNode readJson(Path file, String code, long sizeBytesMax) throws CliException {
    byte[] content = read(file, sizeBytesMax);
    try {
      return Json.parseObject(content);
    } catch (IOException e) {
      // Not its message: it could quote a wallet's seed.
      throw CliException.usage(code, file + " isn't valid JSON", "Restore it from a backup.");
    }
  }

  /** Reads a file of bounded size; a missing one means that this isn't a home. */
  static byte[] read(Path file) throws CliException {
    return read(file, Limits.FILE_BYTES_MAX);
  }

  private static byte[] read(Path file, long sizeBytesMax) throws CliException {
    try {
      if (Files.size(file) > sizeBytesMax) {
        throw CliException.usage(
            "file-too-large", file + " is too large to be what it should be", "Check the path.");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw CliException.usage(
          "home-missing",
          "there is no " + file,
          "Name the directory of the network with --home or CONSENT_HOME, or make one with"
              + " `consent network init DIR`.");
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  /**
   * Creates a file that only its owner may read; never overwrites. On return content and name are
   * durable.
   */
  static void writeSecret(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    syncNames(directoryOf(file));
  }

  /** On return the names in a directory are durable: which files are there, and under what name. */
  public static void syncNames(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's directory");
  }

  /** True where only the owner may read or write {@code file}, which is no link. */
  static boolean isOwnerOnly(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Refuses a file that others can read.
   *
   * @throws CliException with {@code code}
   */
  public static void requireOwnerOnly(Path file, String code) throws CliException {
    try {
      if (!isOwnerOnly(file)) {
        throw CliException.usage(
            code, file + " can be read by others", "Make it private: chmod 600 " + file);
      }
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  /**
   * Writes a file that only its owner may read in place of the one that is there; on return content
   * and name are durable.
   */
  public static void replaceSecret(Path file, byte[] content) throws IOException {
    Path directory = directoryOf(file);
    privateDirectory(directory);
    Path next = directory.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    writeSecret(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncNames(directory);
  }

  /**
   * The same, and overwrites the content that was there. Where the disk writes to another place, it
   * may keep the old one.
   */
  public static void replaceAndWipe(Path file, byte[] content) throws IOException {
    try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
      replaceSecret(file, content);
      ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(old.size()));
      while (zeros.hasRemaining()) {
        old.write(zeros);
      }
      old.force(true);
    }
  }

  /**
   * Creates a directory, and those above it, that only the owner may enter; on return their names
   * are durable. One that is there is left as it is.
   */
  public static void privateDirectory(Path directory) throws IOException {
    Path whole = directory.toAbsolutePath();
    if (!Files.isDirectory(whole)) {
      Path above = whole.getParent();
      if (above != null) {
        privateDirectory(above);
      }
      Files.createDirectories(whole, PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
      if (above != null) {
        syncNames(above);
      }
    }
  }

  static void writeText(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
  }

  /** The failure of an operation on a file. */
  public static CliException cannot(String what, Path file, IOException e) {
    return CliException.usage(
        "file-unusable",
        "can't " + what + " " + file + ": " + e.getClass().getSimpleName() + " " + e.getMessage(),
        "Check that the file is there and that you may " + what + " it.");
  }
}
