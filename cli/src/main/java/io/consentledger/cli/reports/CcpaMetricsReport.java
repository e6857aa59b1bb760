package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Column.Type.NUMBER;
import static io.consentledger.cli.reports.Column.Type.TEXT;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The yearly metrics of 11 CCR 7102(a)(1), counted from block times in UTC. */
public final class CcpaMetricsReport {
  /** The kinds of records that it counts. */
  public static final Set<String> KINDS =
      Set.of(
          "OpenRequest",
          "RequestStatus",
          "SetPreference",
          "DataCollected",
          "DataReceived",
          "DataUsed",
          "DataDisclosed");

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("request", "requests to", TEXT),
          Column.of("received", "received", NUMBER),
          Column.of("complied", "complied with", NUMBER),
          Column.of("denied", "denied", NUMBER),
          Column.of("contradicted", "contradicted", NUMBER),
          Column.of("cancelled", "cancelled", NUMBER),
          Column.of("open", "open", NUMBER),
          Column.of("deniedNotVerified", "denied: not verified", NUMBER),
          Column.of("deniedException", "denied: exempt", NUMBER),
          Column.of("deniedOther", "denied: other", NUMBER),
          Column.of("medianDays", "median days", NUMBER),
          Column.of("meanDays", "mean days", NUMBER),
          Column.of("source", "11 CCR", TEXT));

  private static final List<String> REMARKS =
      List.of(
          "Counted are requests that were recorded in the year, with what became of them up to the"
              + " block above. Days are counted in UTC from the record that opened a request to the"
              + " one that completed or denied it.",
          "The ledger doesn't tell whether a request was complied with in whole or in part; an"
              + " access request and one for a portable copy are both requests to know.",
          "An opt-out takes effect with its own block and can't be denied here. It counts as"
              + " contradicted where a violation was found after it, and its days run to the last"
              + " sale, sharing or use that was found after it, 0 where there was none. Opt-outs of"
              + " sale and of sharing by one customer on one day are one request.");

  private CcpaMetricsReport() {}

  /** The metrics of one calendar year. */
  public static Report of(Material material, int year) {
    Period period = Period.ofYear(year);
    List<DataRequest> requests =
        DataRequest.of(material.declarations()).stream()
            .filter(one -> one.opened().text("regime").equals("CCPA"))
            .filter(one -> period.contains(one.opened().timeMs()))
            .toList();
    List<OptOut> optOuts =
        OptOut.of(material.declarations()).stream()
            .filter(one -> period.contains(one.timeMs()))
            .toList();
    List<List<JsonNode>> rows = new ArrayList<>();
    rows.add(asked("delete", requests, Set.of("DELETE"), "7102(a)(1)(A)"));
    rows.add(asked("correct", requests, Set.of("CORRECT"), "7102(a)(1)(B)"));
    rows.add(asked("know", requests, Set.of("ACCESS", "PORTABILITY"), "7102(a)(1)(C)"));
    rows.add(optedOut("opt out of sale/sharing", optOuts, OptOut.Matter.SALE_OR_SHARING, "D"));
    rows.add(optedOut("limit", optOuts, OptOut.Matter.SENSITIVE, "E"));
    return Report.of(
        "ccpa-metrics", "CCPA metrics for " + year, material.about(), REMARKS, COLUMNS, rows);
  }

  private static List<JsonNode> asked(
      String name, List<DataRequest> all, Set<String> rights, String source) {
    List<DataRequest> requests =
        all.stream().filter(one -> rights.contains(one.opened().text("right"))).toList();
    Days days = new Days();
    List<String> reasons = new ArrayList<>();
    for (DataRequest one : requests) {
      one.end()
          .filter(end -> !end.text("status").equals("CANCELLED"))
          .ifPresent(end -> days.add(DataRequest.days(one.opened().timeMs(), end.timeMs())));
      one.end()
          .filter(end -> end.text("status").equals("DENIED"))
          .ifPresent(end -> reasons.add(end.text("reason")));
    }
    long notVerified = count(reasons, "NOT_VERIFIED");
    long exempt = count(reasons, "EXCEPTION");
    return List.of(
        Report.text(name),
        Report.number(requests.size()),
        Report.number(ended(requests, "COMPLETED")),
        Report.number(reasons.size()),
        Report.number(0),
        Report.number(ended(requests, "CANCELLED")),
        Report.number(requests.stream().filter(DataRequest::isOpen).count()),
        Report.number(notVerified),
        Report.number(exempt),
        Report.number(reasons.size() - notVerified - exempt),
        Report.decimal(days.median()),
        Report.decimal(days.mean()),
        Report.text(source));
  }

  private static List<JsonNode> optedOut(
      String name, List<OptOut> all, OptOut.Matter matter, String letter) {
    List<OptOut> optOuts = all.stream().filter(one -> one.matter() == matter).toList();
    Days days = new Days();
    optOuts.stream().filter(one -> !one.isContradicted()).forEach(one -> days.add(one.days()));
    long contradicted = optOuts.stream().filter(OptOut::isContradicted).count();
    return List.of(
        Report.text(name),
        Report.number(optOuts.size()),
        Report.number(optOuts.size() - contradicted),
        Report.number(0),
        Report.number(contradicted),
        Report.number(0),
        Report.number(0),
        Report.number(0),
        Report.number(0),
        Report.number(0),
        Report.decimal(days.median()),
        Report.decimal(days.mean()),
        Report.text("7102(a)(1)(" + letter + ")"));
  }

  private static long ended(List<DataRequest> requests, String status) {
    return requests.stream()
        .filter(one -> one.end().filter(end -> end.text("status").equals(status)).isPresent())
        .count();
  }

  private static long count(List<String> reasons, String reason) {
    return reasons.stream().filter(reason::equals).count();
  }
}
