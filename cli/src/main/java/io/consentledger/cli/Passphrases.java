package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.InputFile;
import io.consentledger.cli.home.PassphraseSource;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passphrases of wallets: from a file that was named, or else from the person at the terminal. */
final class Passphrases implements PassphraseSource {
  private static final String FILE_VARIABLE = "CONSENT_PASSPHRASE_FILE";
  private static final String NONE_VARIABLE = "CONSENT_NO_PASSPHRASE";

  private final Surroundings surroundings;
  private final @Nullable Path file;

  Passphrases(Surroundings surroundings, @Nullable Path option) {
    this.surroundings = surroundings;
    String variable = surroundings.environment().getOrDefault(FILE_VARIABLE, "");
    this.file = option != null || variable.isEmpty() ? option : Path.of(variable);
  }

  @Override
  public char[] passphrase(String wallet) throws CliException {
    return file == null ? prompt("Passphrase of wallet " + wallet + ": ") : read(file);
  }

  /**
   * For a wallet that is being made.
   *
   * @param none whether the person wants none
   */
  Optional<char[]> fresh(boolean none) throws CliException {
    if (none || (file == null && surroundings.environment().containsKey(NONE_VARIABLE))) {
      return Optional.empty();
    }
    if (file != null) {
      return Optional.of(read(file));
    }
    char[] first = prompt("Choose a passphrase: ");
    char[] second = prompt("The same again: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same || first.length == 0) {
      throw CliException.usage(
          "passphrase-mismatch", "that wasn't the same, or nothing", "Run the command again.");
    }
    return Optional.of(first);
  }

  private char[] prompt(String question) throws CliException {
    char[] answer = surroundings.prompt().ask(question);
    if (answer == null) {
      throw CliException.usage(
          "passphrase-missing",
          "a passphrase is needed, and there is nobody to ask",
          "Name a file with --passphrase-file; a new wallet takes --no-passphrase too.");
    }
    return answer;
  }

  /** The first line. */
  private static char[] read(Path file) throws CliException {
    byte[] content = InputFile.read(file, Limits.FILE_BYTES_MAX, "Check the path.");
    CharBuffer text = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(content));
    Arrays.fill(content, (byte) 0);
    int length = 0;
    while (length < text.length() && text.charAt(length) != '\n' && text.charAt(length) != '\r') {
      length++;
    }
    char[] line = new char[length];
    text.get(line);
    Arrays.fill(text.array(), '\0');
    if (length == 0) {
      throw CliException.usage(
          "passphrase-missing", file + " has an empty first line", "Write the passphrase there.");
    }
    return line;
  }
}
