package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.Table;
import io.consentledger.cli.report.Times;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A report as a table for people at a terminal: long ids are cut, details left out. */
public final class TextForm {
  private static final int SHORT_ID = 12;

  private TextForm() {}

  /** Prints it. */
  public static void print(Report report, PrintStream out, OptionalInt width) {
    out.println(report.title() + ": " + report.about().matter());
    out.println();
    List<Column> shown = report.columns().stream().filter(column -> !column.detail()).toList();
    Table table = new Table(shown.stream().map(Column::title).toArray(String[]::new));
    for (List<JsonNode> row : report.rows()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Column column = report.columns().get(i);
        if (!column.detail()) {
          cells.add(cell(column, row.get(i)));
        }
      }
      table.row(cells.toArray(String[]::new));
    }
    table.print(out, width);
    out.println();
    lines(report).forEach(out::println);
  }

  /** What stands below the table: how much, as of what, and what it doesn't say. */
  public static List<String> lines(Report report) {
    About about = report.about();
    int rows = report.rows().size();
    List<String> lines = new ArrayList<>();
    lines.add(
        (rows == 1 ? "1 row" : rows + " rows")
            + ", up to block "
            + about.height()
            + " of "
            + Times.second(about.blockMs())
            + ", from "
            + about.node()
            + " of the network "
            + about.network()
            + "; made "
            + Times.second(about.madeMs())
            + ".");
    lines.addAll(report.remarks());
    return lines;
  }

  private static String cell(Column column, JsonNode value) {
    String text = column.text(value);
    boolean cut = column.type() == Column.Type.ID && text.length() > SHORT_ID;
    return cut ? text.substring(0, SHORT_ID) : text;
  }
}
