package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.consentledger.cli.base.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report in no form yet: what every renderer takes.
 *
 * @param name as on the command line
 * @param remarks what a reader must know, each a sentence
 * @param rows values in the order of the columns
 */
public record Report(
    String name,
    String title,
    About about,
    List<String> remarks,
    List<Column> columns,
    List<List<JsonNode>> rows) {
  private static final String DECLARED =
      "It lists what organisations declared; what they didn't declare can't be in it.";

  public Report {
    remarks = List.copyOf(remarks);
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<JsonNode> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(row.size() + " values for " + columns.size());
      }
    }
  }

  /** With what every report says of itself. */
  static Report of(
      String name,
      String title,
      About about,
      List<String> remarks,
      List<Column> columns,
      List<List<JsonNode>> rows) {
    List<String> all = new ArrayList<>();
    all.add(DECLARED);
    all.addAll(remarks);
    return new Report(name, title, about, all, columns, rows);
  }

  static JsonNode text(@Nullable String value) {
    return value == null || value.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(value);
  }

  static JsonNode number(long value) {
    return LongNode.valueOf(value);
  }

  static JsonNode decimal(@Nullable BigDecimal value) {
    return value == null ? NullNode.getInstance() : DecimalNode.valueOf(value);
  }

  /** UTC ms; null where there is none. */
  static JsonNode time(@Nullable Long millis) {
    return millis == null ? NullNode.getInstance() : LongNode.valueOf(millis);
  }

  static JsonNode list(List<String> values) {
    return Json.array(values);
  }

  static JsonNode flag(boolean value) {
    return BooleanNode.valueOf(value);
  }
}
