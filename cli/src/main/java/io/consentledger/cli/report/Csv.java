package io.consentledger.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of comma-separated values (RFC 4180). */
public final class Csv {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private Csv() {}

  /**
   * One row with its line end. A text that a spreadsheet would run as a formula has an apostrophe
   * before it; a number is none.
   */
  public static String line(List<String> cells) {
    List<String> quoted = new ArrayList<>();
    for (String cell : cells) {
      quoted.add(quote(cell));
    }
    return String.join(",", quoted) + "\r\n";
  }

  private static String quote(String cell) {
    boolean formula =
        !cell.isEmpty()
            && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0
            && !NUMBER.matcher(cell).matches();
    String safe = formula ? "'" + cell : cell;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
