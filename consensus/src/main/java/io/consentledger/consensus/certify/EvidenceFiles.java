package io.consentledger.consensus.certify;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evidence as one file each in a folder, lines of {@code name=value}, bytes in hexadecimal. What an
 * operator has dealt with is moved into {@code settled/} there, and isn't raised again. For one
 * thread.
 */
final class EvidenceFiles {
  private static final String FIRST_LINE = "consent-ledger-evidence=1";
  private static final String SETTLED = "settled";
  private static final String SUFFIX = ".txt";

  private final Path directory;

  private EvidenceFiles(Path directory) {
    this.directory = directory;
  }

  static EvidenceFiles open(Path directory) throws IOException {
    Files.createDirectories(directory.resolve(SETTLED));
    return new EvidenceFiles(directory);
  }

  /** Durable on return. */
  void save(Evidence evidence) throws IOException {
    Path file = directory.resolve(evidence.fileName());
    Path temporary = directory.resolve(evidence.fileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var content = Bytes.utf8(text(evidence)).asBuffer();
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel synced = FileChannel.open(directory, StandardOpenOption.READ)) {
      synced.force(true);
    }
  }

  /** What is there now. A file that can't be understood counts, as {@code UNREADABLE}. */
  List<Evidence> standing() throws IOException {
    return read(directory);
  }

  /** What an operator has dealt with. */
  List<Evidence> settled() throws IOException {
    return read(directory.resolve(SETTLED));
  }

  private static List<Evidence> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files =
          found
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .sorted()
              .limit(Limits.EVIDENCE_MAX)
              .toList();
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Path file : files) {
      add(file, evidence);
    }
    return evidence;
  }

  private static void add(Path file, List<Evidence> evidence) throws IOException {
    try {
      evidence.add(parse(file).orElseGet(() -> unreadable(file)));
    } catch (NoSuchFileException moved) {
      // An operator settles it in this moment.
      return;
    }
  }

  static String text(Evidence evidence) {
    return String.join(
            "\n",
            FIRST_LINE,
            "kind=" + evidence.kind().code(),
            "accused=" + evidence.accused().toHex(),
            "place=" + evidence.place(),
            "first=" + evidence.first().toHex(),
            "second=" + evidence.second().toHex())
        + "\n";
  }

  /**
   * Empty where nobody understands it.
   *
   * @throws IOException where the disk refuses: that says nothing about what is in it
   */
  private static Optional<Evidence> parse(Path file) throws IOException {
    try {
      if (Files.size(file) > Limits.EVIDENCE_FILE_BYTES_MAX) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file);
      if (lines.size() != 6 || !lines.get(0).equals(FIRST_LINE)) {
        return Optional.empty();
      }
      Optional<Evidence.Kind> kind = Evidence.Kind.ofCode(value(lines, 1, "kind="));
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Evidence(
              kind.get(),
              KeyId.fromHex(value(lines, 2, "accused=")),
              value(lines, 3, "place="),
              Bytes.fromHex(value(lines, 4, "first=")),
              Bytes.fromHex(value(lines, 5, "second="))));
    } catch (CharacterCodingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static String value(List<String> lines, int line, String name) {
    if (!lines.get(line).startsWith(name)) {
      throw new IllegalArgumentException("no " + name);
    }
    return lines.get(line).substring(name.length());
  }

  private static Evidence unreadable(Path file) {
    return new Evidence(
        Evidence.Kind.UNREADABLE,
        new KeyId(Digest.ZERO),
        "file " + file.getFileName().toString().replaceAll("[^ -~]", "?"),
        Bytes.EMPTY,
        Bytes.EMPTY);
  }
}
