package io.consentledger.node.details;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PrivateFiles;
import io.consentledger.ledger.tx.SubjectRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of private details: a directory for each relationship, in it a file of mode 0600 for
 * each process, named by the process and the ledger's height at which it was made. To destroy the
 * file is to destroy what it opens, in every copy of the store. Callers hold the store's lock.
 */
final class DetailKeys {
  /** One key: of a process, made at a height. */
  record Key(SubjectRef subject, String processId, long height) {
    String fileName() {
      return processId + "." + height + SUFFIX;
    }
  }

  static final int SIZE_BYTES = 32;
  private static final String SUFFIX = ".key";

  private final Path directory;
  private final SecureRandom random;

  DetailKeys(Path directory, SecureRandom random) throws IOException {
    this.directory = directory;
    this.random = random;
    create(directory);
  }

  /** The newest key of this process, made at this height where there is none. */
  Key current(SubjectRef subject, String processId, long height) throws IOException {
    Optional<Key> known =
        of(subject).stream().filter(key -> key.processId().equals(processId)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    Key made = new Key(subject, processId, height);
    byte[] secret = new byte[SIZE_BYTES];
    random.nextBytes(secret);
    create(directory.resolve(subject.toHex()));
    PrivateFiles.createSecret(file(made), secret);
    return made;
  }

  /** The secret; empty where it was destroyed. */
  Optional<Bytes> secret(Key key) throws IOException {
    if (!Files.exists(file(key))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.owning(PrivateFiles.readSecret(file(key), SIZE_BYTES)));
    } catch (CryptoException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  /** Whose keys there are. */
  List<SubjectRef> subjects() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(it -> SubjectRef.fromHex(it.getFileName().toString())).sorted().toList();
    }
  }

  /** All keys of a customer. */
  List<Key> of(SubjectRef subject) throws IOException {
    Path home = directory.resolve(subject.toHex());
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(home)) {
      return entries.map(it -> key(subject, it.getFileName().toString())).toList();
    }
  }

  /** Overwrites and deletes; on return the name is gone durably. What a disk remaps it may keep. */
  void destroy(Key key) throws IOException {
    Path file = file(key);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(SIZE_BYTES));
      channel.force(true);
    }
    Files.delete(file);
    Path home = directory.resolve(key.subject().toHex());
    try (FileChannel channel = FileChannel.open(home, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path file(Key key) {
    return directory.resolve(key.subject().toHex()).resolve(key.fileName());
  }

  private static Key key(SubjectRef subject, String name) {
    String[] parts = name.split("\\.", 3);
    if (parts.length != 3 || !name.endsWith(SUFFIX)) {
      throw new IllegalStateException("no key of private details: " + name);
    }
    return new Key(subject, parts[0], Long.parseLong(parts[1]));
  }

  private static void create(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
