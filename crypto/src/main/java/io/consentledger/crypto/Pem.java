package io.consentledger.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * PEM (RFC 7468), on byte arrays so that a secret never becomes a string that nobody can wipe. The
 * reader takes blocks of one label and line ends between them, nothing else.
 */
final class Pem {
  private static final int LINE_CHARS = 64;

  private Pem() {}

  /** One block. The caller wipes the result where {@code der} is secret. */
  static byte[] encode(String label, byte[] der) {
    byte[] begin = marker("BEGIN", label);
    byte[] end = marker("END", label);
    byte[] body = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encode(der);
    byte[] text = new byte[begin.length + body.length + end.length + 3];
    System.arraycopy(begin, 0, text, 0, begin.length);
    text[begin.length] = '\n';
    System.arraycopy(body, 0, text, begin.length + 1, body.length);
    text[begin.length + 1 + body.length] = '\n';
    System.arraycopy(end, 0, text, begin.length + body.length + 2, end.length);
    text[text.length - 1] = '\n';
    Arrays.fill(body, (byte) 0);
    return text;
  }

  /** Several blocks that hold no secret. */
  static byte[] encodeAll(String label, List<byte[]> ders) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte[] der : ders) {
      text.writeBytes(encode(label, der));
    }
    return text.toByteArray();
  }

  /** Whether the first block has this label. */
  static boolean startsWith(String label, byte[] text) {
    return matches(text, skipLineEnds(text, 0), marker("BEGIN", label));
  }

  /**
   * The content of each block. The caller wipes it where it is secret.
   *
   * @throws CryptoException {@code key-file-malformed} where there is no block, or anything else
   */
  static List<byte[]> decode(String label, byte[] text, int blocksMax) throws CryptoException {
    byte[] begin = marker("BEGIN", label);
    byte[] end = marker("END", label);
    List<byte[]> blocks = new ArrayList<>();
    int at = skipLineEnds(text, 0);
    while (at < text.length) {
      int body = at + begin.length;
      int bodyEnd = matches(text, at, begin) ? indexOf(text, end, body) : -1;
      if (bodyEnd < 0 || blocks.size() == blocksMax) {
        blocks.forEach(block -> Arrays.fill(block, (byte) 0));
        throw malformed(label, blocksMax);
      }
      blocks.add(decodeBody(text, body, bodyEnd, label, blocksMax));
      at = skipLineEnds(text, bodyEnd + end.length);
    }
    if (blocks.isEmpty()) {
      throw malformed(label, blocksMax);
    }
    return blocks;
  }

  private static byte[] decodeBody(byte[] text, int from, int to, String label, int blocksMax)
      throws CryptoException {
    byte[] digits = new byte[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!isLineEnd(text[i])) {
        digits[count++] = text[i];
      }
    }
    byte[] exact = Arrays.copyOf(digits, count);
    try {
      return Base64.getDecoder().decode(exact);
    } catch (IllegalArgumentException notBase64) {
      // The cause would quote characters of the key.
      throw malformed(label, blocksMax);
    } finally {
      Arrays.fill(digits, (byte) 0);
      Arrays.fill(exact, (byte) 0);
    }
  }

  private static CryptoException malformed(String label, int blocksMax) {
    return new CryptoException(
        "key-file-malformed",
        "expected "
            + (blocksMax == 1 ? "one" : "1 to " + blocksMax)
            + " PEM block "
            + label
            + " and nothing else");
  }

  private static byte[] marker(String edge, String label) {
    return ("-----" + edge + " " + label + "-----").getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean isLineEnd(byte value) {
    return value == '\n' || value == '\r';
  }

  private static int skipLineEnds(byte[] text, int from) {
    int at = from;
    while (at < text.length && isLineEnd(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean matches(byte[] text, int at, byte[] part) {
    return at + part.length <= text.length
        && Arrays.equals(text, at, at + part.length, part, 0, part.length);
  }

  private static int indexOf(byte[] text, byte[] part, int from) {
    for (int at = from; at + part.length <= text.length; at++) {
      if (matches(text, at, part)) {
        return at;
      }
    }
    return -1;
  }
}
