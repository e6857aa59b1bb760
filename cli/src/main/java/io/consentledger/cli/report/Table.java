package io.consentledger.cli.report;

import io.consentledger.cli.base.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A table of text with aligned columns. Where a terminal is too narrow for a line a row, the last
 * column is broken into several lines, then put below its row, then every cell has a line of its
 * own. Nothing is cut off, and no word is broken.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final String BELOW = "    ";
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
    int room = width.orElse(Integer.MAX_VALUE) - before;
    if (room >= Math.min(widths[last], LAST_COLUMN_MIN)) {
      widths[last] = Math.min(widths[last], room);
      printBeside(out, widths);
    } else if (room + GAP.length() >= 0) {
      printBelow(out, widths, width.getAsInt());
    } else {
      printCards(out, width.getAsInt());
    }
  }

  private void printBeside(PrintStream out, int[] widths) {
    int last = titles.size() - 1;
    printRow(out, titles, widths);
    out.println(rule(widths, last + 1));
    for (List<String> row : rows) {
      printRow(out, row, widths);
    }
  }

  private static void printRow(PrintStream out, List<String> cells, int[] widths) {
    String start = start(cells, widths);
    List<String> parts = wrap(cells.get(cells.size() - 1), widths[cells.size() - 1]);
    out.println((start + parts.get(0)).stripTrailing());
    String indent = " ".repeat(start.length());
    parts.subList(1, parts.size()).forEach(part -> out.println(indent + part));
  }

  private void printBelow(PrintStream out, int[] widths, int width) {
    int last = titles.size() - 1;
    out.println(start(titles, widths).stripTrailing());
    out.println(BELOW + titles.get(last));
    out.println(rule(widths, last));
    for (List<String> row : rows) {
      String start = start(row, widths).stripTrailing();
      if (!start.isEmpty()) {
        out.println(start);
      }
      wrap(row.get(last), width - BELOW.length()).forEach(part -> out.println(BELOW + part));
    }
  }

  private void printCards(PrintStream out, int width) {
    int label = titles.stream().mapToInt(String::length).max().orElse(0);
    for (List<String> row : rows) {
      for (int i = 0; i < titles.size(); i++) {
        if (!row.get(i).isEmpty()) {
          printRow(
              out,
              List.of(titles.get(i), row.get(i)),
              new int[] {label, Math.max(LAST_COLUMN_MIN, width - label - GAP.length())});
        }
      }
      out.println();
    }
  }

  // All cells but the last.
  private static String start(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size() - 1; i++) {
      line.append(cells.get(i));
      line.append(" ".repeat(widths[i] - cells.get(i).length())).append(GAP);
    }
    return line.toString();
  }

  private static String rule(int[] widths, int columns) {
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      rule.append(i == 0 ? "" : GAP).append("-".repeat(widths[i]));
    }
    return rule.toString();
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int at = rest.lastIndexOf(' ', width);
      int cut = at > 0 ? at : rest.indexOf(' ');
      if (cut <= 0) {
        break;
      }
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
