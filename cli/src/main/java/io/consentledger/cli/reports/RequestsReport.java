package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Column.Type.FLAG;
import static io.consentledger.cli.reports.Column.Type.ID;
import static io.consentledger.cli.reports.Column.Type.LIST;
import static io.consentledger.cli.reports.Column.Type.NUMBER;
import static io.consentledger.cli.reports.Column.Type.TEXT;
import static io.consentledger.cli.reports.Column.Type.TIME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.consentledger.cli.report.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What customers asked for, how far it got, and by when it must be answered. */
public final class RequestsReport {
  /** The kinds of records that it counts. */
  public static final Set<String> KINDS = Set.of("OpenRequest", "RequestStatus");

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("opened", "asked (UTC)", TIME),
          Column.of("controller", "controller", TEXT),
          Column.of("subjectRef", "customer", ID),
          Column.of("regime", "law", TEXT),
          Column.of("right", "right", TEXT),
          Column.of("status", "status", TEXT),
          Column.of("acknowledgeBefore", "acknowledge before (UTC)", TIME),
          Column.of("answerBefore", "answer before (UTC)", TIME),
          Column.of("daysLeft", "days left", NUMBER),
          Column.of("overdue", "overdue", FLAG),
          Column.of("by", "asked by", TEXT),
          Column.detail("assurance", "assurance", TEXT),
          Column.detail("findings", "findings", LIST),
          Column.detail("height", "block", NUMBER),
          Column.of("txId", "request", ID),
          Column.of("history", "history", LIST));

  private RequestsReport() {}

  /** The customers who wait for an answer. */
  public static Set<String> owing(List<Declaration> declarations) {
    return DataRequest.of(declarations).stream()
        .filter(DataRequest::isOpen)
        .map(one -> one.opened().subjectRef())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Those that wait, soonest due first.
   *
   * @param closedToo also those that were answered or cancelled
   */
  public static Report of(Material material, boolean closedToo) {
    List<DataRequest> requests =
        DataRequest.of(material.declarations()).stream()
            .filter(one -> closedToo || one.isOpen())
            .sorted(Comparator.comparingLong(one -> dueOrder(material, one)))
            .toList();
    List<List<JsonNode>> rows = new ArrayList<>();
    requests.forEach(one -> rows.add(row(material, one)));
    return Report.of(
        "requests",
        closedToo ? "Requests" : "Open requests",
        material.about(),
        List.of(
            "Times to acknowledge and to answer end before the moment shown; days left are whole"
                + " days in UTC, 0 on the last one.",
            closedToo
                ? "Requests that are no longer open come last, without deadlines."
                : "Requests that are no longer open are left out; --all lists them."),
        COLUMNS,
        rows);
  }

  private static long dueOrder(Material material, DataRequest request) {
    Long dueMs = answerBefore(material, request);
    return dueMs == null ? Long.MAX_VALUE : dueMs;
  }

  private static List<JsonNode> row(Material material, DataRequest request) {
    Declaration opened = request.opened();
    Long acknowledge = due(material, request, "ACKNOWLEDGE");
    Long answer = answerBefore(material, request);
    long nowMs = material.about().madeMs();
    return List.of(
        Report.time(opened.timeMs()),
        Report.text(opened.controller()),
        Report.text(opened.subjectRef()),
        Report.text(opened.text("regime")),
        Report.text(opened.text("right")),
        Report.text(request.status()),
        Report.time(acknowledge),
        Report.time(answer),
        answer == null
            ? NullNode.getInstance()
            : Report.number(DataRequest.days(nowMs, answer - 1)),
        Report.flag(
            (acknowledge != null && nowMs >= acknowledge) || (answer != null && nowMs >= answer)),
        Report.text(opened.author()),
        Report.text(opened.assurance()),
        Report.list(request.statuses().stream().flatMap(it -> it.findings().stream()).toList()),
        Report.number(opened.height()),
        Report.text(opened.txId()),
        Report.list(request.statuses().stream().map(RequestsReport::words).toList()));
  }

  private static String words(Declaration status) {
    String reason = status.text("reason");
    return status.text("status")
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + " "
        + Times.day(status.timeMs());
  }

  private static @Nullable Long answerBefore(Material material, DataRequest request) {
    return due(material, request, "ANSWER");
  }

  private static @Nullable Long due(Material material, DataRequest request, String what) {
    return material.owed().stream()
        .filter(duty -> duty.code().equals(Owed.REQUEST))
        .filter(duty -> duty.txId().equals(request.opened().txId()))
        .filter(duty -> duty.details().contains(what))
        .map(Owed::dueMs)
        .findFirst()
        .orElse(null);
  }
}
