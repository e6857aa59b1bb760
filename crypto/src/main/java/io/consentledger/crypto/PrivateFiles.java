package io.consentledger.crypto;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * Small files, written once and never overwritten. A file with a secret has mode 0600 from its
 * first byte on, and one with a looser mode, or behind a symbolic link, is not read.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.copyOf(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> READABLE =
      Set.copyOf(PosixFilePermissions.fromString("rw-r--r--"));
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private PrivateFiles() {}

  /** Creates a file that only its owner may read; on return its content and name are durable. */
  public static void createSecret(Path file, byte[] content) throws IOException {
    create(file, content, OWNER_ONLY);
  }

  /** Creates a file that anyone may read; on return its content and name are durable. */
  static void createPublic(Path file, byte[] content) throws IOException {
    create(file, content, READABLE);
  }

  /** The content of a file with a secret; the caller wipes it. */
  public static byte[] readSecret(Path file, int sizeBytesMax) throws IOException, CryptoException {
    PosixFileAttributes before = attributes(file);
    if (before.isSymbolicLink() || !before.isRegularFile()) {
      throw new CryptoException(
          "key-file-not-regular",
          file + " is a symbolic link or no plain file: name the file itself");
    }
    if (!OWNER_ONLY.containsAll(before.permissions())) {
      throw new CryptoException(
          "key-file-permissions",
          file
              + " has mode "
              + PosixFilePermissions.toString(before.permissions())
              + ": others may have read the key. Replace the key, or run: chmod 600 "
              + file);
    }
    byte[] content = read(file, sizeBytesMax);
    if (!Objects.equals(before.fileKey(), attributes(file).fileKey())) {
      Arrays.fill(content, (byte) 0);
      throw new IOException(file + " was replaced while it was read: try again");
    }
    return content;
  }

  /** The content of a file that holds no secret. */
  static byte[] readPublic(Path file, int sizeBytesMax) throws IOException, CryptoException {
    return read(file.toRealPath(), sizeBytesMax);
  }

  private static PosixFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static void create(Path file, byte[] content, Set<PosixFilePermission> mode)
      throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, CREATE, PosixFilePermissions.asFileAttribute(mode))) {
      try {
        writeAll((FileChannel) channel, content);
      } catch (IOException failed) {
        // A full disk: half a file would stand in the way of the next attempt.
        Files.delete(file);
        throw failed;
      }
    }
    try (FileChannel directory =
        FileChannel.open(
            Objects.requireNonNull(file.toAbsolutePath().getParent()), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  private static byte[] read(Path file, int sizeBytesMax) throws IOException, CryptoException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long size = channel.size();
      if (size > sizeBytesMax) {
        throw new CryptoException(
            "key-file-malformed", file + " has " + size + " bytes, more than " + sizeBytesMax);
      }
      ByteBuffer content = ByteBuffer.allocate((int) size);
      while (content.hasRemaining()) {
        if (channel.read(content) < 0) {
          throw new EOFException(file + " shrank while it was read");
        }
      }
      return content.array();
    }
  }
}
