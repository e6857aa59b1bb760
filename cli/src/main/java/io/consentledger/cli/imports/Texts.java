package io.consentledger.cli.imports;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Documents that are text. */
final class Texts {
  private Texts() {}

  private static final int PIECE_CHARACTERS = 8_192;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** The text without a byte order mark; empty where it isn't UTF-8. */
  static Optional<String> of(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether it is UTF-8; looked at piece by piece. */
  static boolean isText(byte[] content) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer piece = CharBuffer.allocate(PIECE_CHARACTERS);
    CoderResult result;
    do {
      piece.clear();
      result = decoder.decode(in, piece, true);
    } while (result.isOverflow());
    return result.isUnderflow();
  }

  /** Takes the lines of a text. */
  interface LineTaker {
    void line(int number, String line);
  }

  /** Goes through the lines of a UTF-8 text, as {@link #lines} has them, one at a time. */
  static void eachLine(byte[] content, LineTaker taker) {
    byte[] mark = BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8);
    boolean marked =
        content.length >= mark.length
            && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    int from = marked ? mark.length : 0;
    for (int number = 1; from < content.length; number++) {
      int end = from;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      boolean returned = end < content.length && end > from && content[end - 1] == '\r';
      int length = end - from - (returned ? 1 : 0);
      taker.line(number, new String(content, from, length, StandardCharsets.UTF_8));
      from = end + 1;
    }
  }

  /** What a document that isn't text comes to. */
  static ImportPlan refused() {
    return ImportPlan.refused(new ImportProblem(1, 0, "document-malformed", "not text in UTF-8"));
  }

  /** Lines without their ends; none after the last end. */
  static List<String> lines(String text) {
    List<String> lines = List.of(text.split("\r?\n", -1));
    boolean ended = lines.get(lines.size() - 1).isEmpty();
    return ended ? lines.subList(0, lines.size() - 1) : lines;
  }
}
