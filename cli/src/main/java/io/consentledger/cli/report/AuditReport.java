package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A customer's history: everything that organisations declared, in the order of the ledger. */
public final class AuditReport {
  private static final int SHORT_ID = 12;
  private static final List<String> CSV_TITLES =
      List.of(
          "time",
          "controller",
          "what",
          "process",
          "by",
          "assurance",
          "findings",
          "height",
          "seq",
          "txId",
          "subjectRef");

  private final String customer;
  private final List<History> histories;
  private final Optional<Overdues> overdue;

  /**
   * Of histories alone.
   *
   * @param customer what the reader called the customer: a wallet's name or a reference
   */
  public AuditReport(String customer, List<History> histories) {
    this(customer, histories, Optional.empty());
  }

  /** The same, with what nobody did in time. */
  public AuditReport(String customer, List<History> histories, Optional<Overdues> overdue) {
    this.customer = customer;
    this.histories = List.copyOf(histories);
    this.overdue = overdue;
  }

  /** A table for each organisation, and what the whole says and doesn't say. */
  public void print(PrintStream out, OptionalInt width) {
    printTables(out, width);
    overdue.ifPresent(late -> late.lines().forEach(out::println));
    footer().forEach(out::println);
  }

  /** A table for each organisation. */
  public void printTables(PrintStream out, OptionalInt width) {
    for (History history : histories) {
      out.println(headline(history));
      out.println();
      Table table =
          new Table("time (UTC)", "process", "by", "block", "transaction", "what happened");
      for (JsonNode entry : history.entries()) {
        JsonNode payload = entry.path("payload");
        String kind = entry.path("kind").asText();
        table.row(
            Times.second(entry.path("timeMs").asLong()),
            PlainWords.subjectMatter(kind, payload),
            PlainWords.author(entry),
            entry.path("height").asText(),
            shortId(entry.path("txId").asText()),
            PlainWords.of(kind, payload));
        if (entry.has("details")) {
          table.row("", "", "", "", "", "private details: " + Json.line(entry.path("details")));
        }
        for (JsonNode finding : entry.path("findings")) {
          table.row("", "", "", "", "", ">>> " + PlainWords.finding(finding));
        }
      }
      table.print(out, width);
      out.println();
    }
  }

  /** One row an entry. */
  public void printCsv(PrintStream out) {
    out.print(Csv.line(CSV_TITLES));
    for (History history : histories) {
      for (JsonNode entry : history.entries()) {
        out.print(Csv.line(csvRow(history, entry)));
      }
    }
  }

  /** {@code {"customer","records","findings","complete...","relationships":[...]}}. */
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("customer", customer)
            .put("height", height())
            .put("records", records())
            .put("findings", findings());
    ArrayNode array = json.putArray("relationships");
    histories.forEach(history -> array.add(history.toJson()));
    overdue.ifPresent(late -> late.putInto(json));
    return json;
  }

  private List<String> footer() {
    List<String> lines = new ArrayList<>();
    lines.add(
        records()
            + (records() == 1 ? " record, " : " records, ")
            + findings()
            + (findings() == 1 ? " finding" : " findings")
            + ", up to block "
            + height()
            + lastTime()
            + ".");
    lines.add("It lists what organisations declared; what they didn't declare can't be in it.");
    return lines;
  }

  private String headline(History history) {
    String of = history.controller().isEmpty() ? "" : " with " + history.controller();
    return "History of " + customer + of + " (subject " + history.subjectRef() + ")";
  }

  private static List<String> csvRow(History history, JsonNode entry) {
    JsonNode payload = entry.path("payload");
    String kind = entry.path("kind").asText();
    List<String> findings = new ArrayList<>();
    entry
        .path("findings")
        .forEach(
            finding ->
                findings.add(
                    finding.path("code").asText() + ":" + finding.path("severity").asText()));
    return List.of(
        Times.millisecond(entry.path("timeMs").asLong()),
        history.controller(),
        PlainWords.of(kind, payload),
        PlainWords.subjectMatter(kind, payload),
        PlainWords.author(entry),
        entry.path("assurance").asText(""),
        String.join(" ", findings),
        entry.path("height").asText(),
        entry.path("seq").asText(),
        entry.path("txId").asText(),
        history.subjectRef());
  }

  private long records() {
    return histories.stream().mapToLong(history -> history.entries().size()).sum();
  }

  private long findings() {
    return histories.stream().mapToLong(History::findings).sum();
  }

  // Complete for all of them: the lowest height at which one was read.
  private long height() {
    return histories.stream().mapToLong(History::height).min().orElse(0);
  }

  private String lastTime() {
    long last =
        histories.stream()
            .flatMap(history -> history.entries().stream())
            .mapToLong(entry -> entry.path("timeMs").asLong())
            .max()
            .orElse(0);
    return last == 0 ? "" : "; the newest record is of " + Times.second(last);
  }

  private static String shortId(String txId) {
    return txId.substring(0, Math.min(SHORT_ID, txId.length()));
  }
}
