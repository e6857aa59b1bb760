package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.InputFile;
import java.nio.charset.StandardCharsets;
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
    return new String(
        InputFile.read(file, Limits.FILE_BYTES_MAX, "Check the path."), StandardCharsets.UTF_8);
  }
}
