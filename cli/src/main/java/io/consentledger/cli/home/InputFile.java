package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that the user names. */
public final class InputFile {
  private InputFile() {}

  /**
   * Its bytes.
   *
   * @throws CliException {@code file-too-large}, {@code file-unusable}
   */
  public static byte[] read(Path file) throws CliException {
    try {
      if (Files.size(file) > Limits.FILE_BYTES_MAX) {
        throw CliException.usage(
            "file-too-large",
            file + " has more than " + Limits.FILE_BYTES_MAX + " bytes",
            "Split it at a line or a document.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
  }
}
