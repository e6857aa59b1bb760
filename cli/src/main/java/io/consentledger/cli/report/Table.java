package io.consentledger.cli.report;

import io.consentledger.cli.base.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A table of text with aligned columns. Where a terminal is too narrow, the last column is broken
 * into several lines; nothing is cut off.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int LAST_COLUMN_MIN = 24;

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... titles) {
    this.titles = List.of(titles);
  }

  /** Adds a row, one cell for each title. */
  public void row(String... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
    }
    rows.add(Arrays.stream(cells).map(Printable::line).toList());
  }

  /** Prints the titles, a rule, and the rows. */
  public void print(PrintStream out, OptionalInt width) {
    int[] widths = new int[titles.size()];
    measure(titles, widths);
    rows.forEach(row -> measure(row, widths));
    int last = titles.size() - 1;
    int before = Arrays.stream(widths, 0, last).sum() + GAP.length() * last;
    if (width.isPresent() && before + widths[last] > width.getAsInt()) {
      widths[last] = Math.max(LAST_COLUMN_MIN, width.getAsInt() - before);
    }
    printRow(out, titles, widths);
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i <= last; i++) {
      rule.append(i == 0 ? "" : GAP).append("-".repeat(widths[i]));
    }
    out.println(rule);
    rows.forEach(row -> printRow(out, row, widths));
  }

  private static void printRow(PrintStream out, List<String> cells, int[] widths) {
    int last = cells.size() - 1;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < last; i++) {
      line.append(cells.get(i));
      line.append(" ".repeat(widths[i] - cells.get(i).length())).append(GAP);
    }
    String indent = " ".repeat(line.length());
    List<String> parts = wrap(cells.get(last), widths[last]);
    out.println((line + parts.get(0)).stripTrailing());
    parts.subList(1, parts.size()).forEach(part -> out.println(indent + part));
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int at = rest.lastIndexOf(' ', width);
      int cut = at <= 0 ? width : at;
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static void measure(List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }
}
