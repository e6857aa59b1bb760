package io.consentledger.cli.base;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text for a terminal. Characters that would steer it, or turn the order of what is read, are shown
 * as in JSON ({@code \\u202E}): details and imported documents may hold any.
 */
public final class Printable {
  // C0, DEL, C1; marks, embeddings, overrides and isolates of bidirectional text.
  private static final String STEERING =
      "\\x{7F}-\\x{9F}\\x{61C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]";

  private static final Pattern IN_LINE = Pattern.compile("[\\x{0}-\\x{1F}" + STEERING);
  private static final Pattern IN_TEXT =
      Pattern.compile("[\\x{0}-\\x{9}\\x{B}\\x{C}\\x{E}-\\x{1F}" + STEERING);

  private Printable() {}

  /** One line: line ends are shown too. */
  public static String line(String text) {
    return shown(IN_LINE, text);
  }

  /** Several lines. JSON stays the same JSON. */
  public static String text(String text) {
    return shown(IN_TEXT, text);
  }

  private static String shown(Pattern which, String text) {
    return which
        .matcher(text)
        .replaceAll(
            found -> String.format(Locale.ROOT, "\\\\u%04X", (int) found.group().charAt(0)));
  }
}
