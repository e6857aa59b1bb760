package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file to be imported.
 *
 * @param fileName without its folder
 */
public record ImportDocument(String fileName, Bytes content) {
  /**
   * As text.
   *
   * @throws CliException {@code import-not-text} where it isn't UTF-8
   */
  public String text() throws CliException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content.toArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw CliException.usage(
          "import-not-text", fileName + " isn't text in UTF-8", "Check the path and the format.");
    }
  }

  /**
   * Its lines, the first one first; an empty text after the last line end is none.
   *
   * @throws CliException {@code import-not-text}
   */
  public List<String> lines() throws CliException {
    List<String> lines = List.of(text().split("\r?\n", -1));
    boolean ended = lines.get(lines.size() - 1).isEmpty();
    return ended ? lines.subList(0, lines.size() - 1) : lines;
  }
}
