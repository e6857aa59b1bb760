package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Column.Type.ID;
import static io.consentledger.cli.reports.Column.Type.LIST;
import static io.consentledger.cli.reports.Column.Type.NUMBER;
import static io.consentledger.cli.reports.Column.Type.TEXT;
import static io.consentledger.cli.reports.Column.Type.TIME;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.report.PlainWords;
import io.consentledger.ledger.state.Recall;
import io.consentledger.ledger.tx.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger found wrong, in its order; then what follows from what is not recorded. */
public final class FindingsReport {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("time", "time (UTC)", TIME),
          Column.of("status", "status", TEXT),
          Column.of("severity", "severity", TEXT),
          Column.of("code", "code", TEXT),
          Column.of("by", "by", TEXT),
          Column.of("controller", "controller", TEXT),
          Column.of("subjectRef", "customer", ID),
          Column.of("process", "process", TEXT),
          Column.detail("details", "details", LIST),
          Column.detail("height", "block", NUMBER),
          Column.of("txId", "transaction", ID),
          Column.of("words", "in words", TEXT));

  private static final Set<String> OWING =
      Stream.concat(
              Stream.of("OpenRequest", "DataCollected", "DataReceived"),
              Recall.KINDS.stream().map(Kind::label))
          .collect(Collectors.toUnmodifiableSet());

  private FindingsReport() {}

  /** The customers about whom something was recorded without which nobody owes anything. */
  public static Set<String> owing(List<Declaration> declarations) {
    return declarations.stream()
        .filter(one -> OWING.contains(one.kind()))
        .map(Declaration::subjectRef)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The findings of records of this period, and what fell due in it. */
  public static Report of(Material material, Period period) {
    List<List<JsonNode>> rows = new ArrayList<>();
    for (Declaration one : material.declarations()) {
      if (period.contains(one.timeMs())) {
        one.json().path("findings").forEach(finding -> rows.add(recorded(one, finding)));
      }
    }
    long madeMs = material.about().madeMs();
    material.owed().stream()
        .filter(duty -> duty.isOverdue(madeMs) && period.contains(duty.dueMs()))
        .sorted(Comparator.comparingLong(Owed::dueMs))
        .forEach(duty -> rows.add(derived(duty)));
    return Report.of(
        "findings",
        "Findings" + period.words(),
        material.about(),
        List.of(
            "RECORDED findings stand with a record, in the order of the ledger. OVERDUE ones follow"
                + " from what nobody recorded by the time this was made; their time is when they"
                + " fell due, and the transaction is what they follow from."),
        COLUMNS,
        rows);
  }

  private static List<JsonNode> recorded(Declaration one, JsonNode finding) {
    String process = PlainWords.subjectMatter(one.kind(), one.payload());
    return List.of(
        Report.time(one.timeMs()),
        Report.text("RECORDED"),
        Report.text(finding.path("severity").asText()),
        Report.text(finding.path("code").asText()),
        Report.text(one.author()),
        Report.text(one.controller()),
        Report.text(one.subjectRef()),
        Report.text(process),
        Report.list(Json.texts(finding.path("details"))),
        Report.number(one.height()),
        Report.text(one.txId()),
        Report.text(
            words(finding.path("code").asText(), Json.texts(finding.path("details")))
                + "; what was recorded: "
                + PlainWords.of(one.kind(), one.payload())));
  }

  private static List<JsonNode> derived(Owed duty) {
    return List.of(
        Report.time(duty.dueMs()),
        Report.text("OVERDUE"),
        Report.text(""),
        Report.text(duty.code()),
        Report.text(duty.owedBy()),
        Report.text(duty.controller()),
        Report.text(duty.subjectRef()),
        Report.text(""),
        Report.list(duty.details()),
        Report.time(null),
        Report.text(duty.txId()),
        Report.text(words(duty.code(), duty.details()) + "; nothing was recorded"));
  }

  private static String words(String code, List<String> details) {
    String of = details.isEmpty() ? "" : " (" + PlainWords.words(String.join(", ", details)) + ")";
    return PlainWords.words(code) + of;
  }
}
