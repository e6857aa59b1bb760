package io.consentledger.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of comma-separated values (RFC 4180). */
final class Csv {
  private Csv() {}

  /** One row without its line end. A text that a spreadsheet would run as a formula is quoted. */
  static String row(List<String> cells) {
    List<String> quoted = new ArrayList<>();
    for (String cell : cells) {
      quoted.add(quote(cell));
    }
    return String.join(",", quoted);
  }

  private static String quote(String cell) {
    boolean formula = !cell.isEmpty() && "=+-@\t".indexOf(cell.charAt(0)) >= 0;
    String safe = formula ? "'" + cell : cell;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
