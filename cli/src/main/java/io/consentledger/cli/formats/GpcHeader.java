package io.consentledger.cli.formats;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The request header of Global Privacy Control (W3C, section 3.2): {@code Sec-GPC} with exactly the
 * value 1 is an opt-out of sale and sharing. Every other value, and no header, says nothing.
 */
public final class GpcHeader {
  private static final String NAME = "sec-gpc";

  /** A token: RFC 9110, section 5.6.2. */
  private static final Pattern FIELD_NAME = Pattern.compile("[0-9A-Za-z!#$%&'*+.^_`|~-]+");

  /** What a line of a header log says. */
  public enum Signal {
    OPT_OUT,
    /** The header with another value. */
    NONE,
    /** Another header. */
    OTHER
  }

  private GpcHeader() {}

  /**
   * Reads one header field as it stood in the request (RFC 9110, section 5: the name's case doesn't
   * matter, spaces and tabs around the value don't belong to it).
   *
   * @throws FormatException {@code gpc-line} where the line isn't a header field
   */
  public static Signal read(String line) throws FormatException {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon);
    if (!FIELD_NAME.matcher(name).matches()) {
      throw new FormatException("gpc-line", "not a header field: a name, a colon, a value");
    }
    if (!name.toLowerCase(Locale.ROOT).equals(NAME)) {
      return Signal.OTHER;
    }
    return trimmed(line.substring(colon + 1)).equals("1") ? Signal.OPT_OUT : Signal.NONE;
  }

  // Only what HTTP calls white space: String.strip() would take more.
  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isSpace(value.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
