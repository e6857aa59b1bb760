package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that a command makes: only for the user who runs it, and whole or not at all. */
final class ResultFiles {
  private ResultFiles() {}

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
