package io.consentledger.cli.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Documents that are text. */
final class Texts {
  private Texts() {}

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
