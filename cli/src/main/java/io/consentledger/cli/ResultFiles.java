package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that a command makes: only for the user who runs it, and whole or not at all. */
final class ResultFiles {
  private ResultFiles() {}

  /**
   * Nothing is there yet.
   *
   * @throws CliException {@code file-exists}
   */
  static void requireNew(Path file) throws CliException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file);
    }
  }

  /**
   * Writes a new file, synced.
   *
   * @throws CliException {@code file-exists}, {@code file-unusable}
   */
  static void create(Path file, Bytes content) throws CliException {
    try {
      PrivateFiles.createSecret(file, content.toArray());
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  private static CliException exists(Path file) {
    return CliException.usage(
        "file-exists", file + " is there already", "Name another --out: none is overwritten.");
  }

  /** Writes a file in one step: whoever reads it sees all of it. One that is there is replaced. */
  static void write(Path file, Bytes content) throws CliException {
    Path target = file.toAbsolutePath();
    try {
      Path part = Files.createTempFile(target.getParent(), ".consent-", ".part");
      try {
        Files.write(part, content.toArray());
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }
}
