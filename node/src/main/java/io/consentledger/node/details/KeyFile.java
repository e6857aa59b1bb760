package io.consentledger.node.details;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** A file of mode 0600 that stands for a key as long as it is whole. */
final class KeyFile {
  private KeyFile() {}

  /**
   * What it holds; empty where it is absent, was never finished, or was overwritten and not yet
   * deleted: nothing was ever sealed, or nothing may be opened any more.
   */
  static Optional<Bytes> read(Path file, int sizeBytes) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Bytes content = Bytes.owning(PrivateFiles.readSecret(file, sizeBytes));
      boolean isWhole = content.size() == sizeBytes && !content.equals(zeros(sizeBytes));
      return isWhole ? Optional.of(content) : Optional.empty();
    } catch (CryptoException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  /** On return content and name are durable. What stood there and wasn't whole makes room. */
  static void create(Path file, Bytes content) throws IOException {
    destroy(file);
    PrivateFiles.createSecret(file, content.toArray());
  }

  /** Overwrites and deletes; on return the name is gone durably. What a disk remaps it may keep. */
  static void destroy(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) channel.size()));
      channel.force(true);
    }
    Files.delete(file);
    force(Objects.requireNonNull(file.getParent()));
  }

  /** Makes the names in a directory durable. */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Bytes zeros(int sizeBytes) {
    return Bytes.owning(new byte[sizeBytes]);
  }
}
