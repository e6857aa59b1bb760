package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.Csv;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as comma-separated values. The last two columns say of each row that it was declared, up
 * to which block, on which network: a row that is copied elsewhere keeps that.
 */
public final class CsvForm {
  private CsvForm() {}

  /** The whole of it, with line ends. */
  public static String of(Report report) {
    List<String> titles = new ArrayList<>();
    report.columns().forEach(column -> titles.add(column.name()));
    titles.add("declaredUpToHeight");
    titles.add("networkId");
    StringBuilder csv = new StringBuilder(Csv.line(titles));
    for (List<JsonNode> row : report.rows()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(report.columns().get(i).text(row.get(i)));
      }
      cells.add(Long.toString(report.about().height()));
      cells.add(report.about().networkId());
      csv.append(Csv.line(cells));
    }
    return csv.toString();
  }
}
