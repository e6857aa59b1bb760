package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.HomeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A wallet's words, from a file or from the person at the terminal. */
final class SeedWordsInput {
  private SeedWordsInput() {}

  static String read(Surroundings surroundings, @Nullable Path file) throws CliException {
    if (file == null) {
      char[] typed = surroundings.prompt().ask("The 24 words: ");
      if (typed == null) {
        throw CliException.usage(
            "words-missing",
            "the words are needed, and there is nobody to ask",
            "Name a file that holds them with --words-file.");
      }
      return new String(typed);
    }
    try {
      if (Files.size(file) > Limits.FILE_BYTES_MAX) {
        throw CliException.usage(
            "file-too-large", file + " is too large to hold 24 words", "Check the path.");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
  }
}
