package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Column.Type.FLAG;
import static io.consentledger.cli.reports.Column.Type.ID;
import static io.consentledger.cli.reports.Column.Type.LIST;
import static io.consentledger.cli.reports.Column.Type.TEXT;
import static io.consentledger.cli.reports.Column.Type.TIME;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import io.consentledger.ledger.state.BusinessDays;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each organisation holds about customers by its own account: one row for each category that
 * it obtained under a process. Its own erasures end that, nobody else's.
 */
public final class HoldingsReport {
  /** The kinds of records that it counts. */
  public static final Set<String> KINDS =
      Set.of(
          "DataCollected",
          "DataReceived",
          "DataUsed",
          "DataDisclosed",
          "DataErased",
          "ErasureCertificate",
          "DecideConsent",
          "LegalHold");

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("holder", "holder", TEXT),
          Column.of("controller", "controller", TEXT),
          Column.of("subjectRef", "customer", ID),
          Column.of("state", "state", TEXT),
          Column.of("since", "since (UTC)", TIME),
          Column.of("process", "process", TEXT),
          Column.of("legalBasis", "legal basis", TEXT),
          Column.of("source", "from", LIST),
          Column.of("eraseBefore", "erase before (UTC)", TIME),
          Column.of("overdue", "overdue", FLAG),
          Column.of("legalHold", "legal hold", FLAG),
          Column.detail("erased", "erased (UTC)", TIME),
          Column.detail("purposes", "purposes", LIST),
          Column.detail("reliesOn", "relies on", ID),
          Column.of("assurance", "assurance", TEXT),
          Column.detail("height", "block", Column.Type.NUMBER),
          Column.detail("txId", "transaction", ID),
          Column.of("dataCategory", "category", TEXT));

  private final Material material;
  private final Map<String, List<Owed>> owed;
  private final Holdings holdings;

  private HoldingsReport(Material material) {
    this.material = material;
    this.owed = material.owedByTransaction();
    this.holdings = Holdings.of(material.declarations());
  }

  /** The customers about whom something was obtained, which must be erased one day. */
  public static Set<String> owing(List<Declaration> declarations) {
    return declarations.stream()
        .filter(one -> one.kind().equals("DataCollected") || one.kind().equals("DataReceived"))
        .map(Declaration::subjectRef)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * One row for each category that an organisation holds under a process.
   *
   * @param erasedToo also what was declared erased
   */
  public static Report of(Material material, boolean erasedToo) {
    HoldingsReport report = new HoldingsReport(material);
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "'from: undeclared' is what an organisation used or passed on without having declared that"
            + " it obtained it.");
    remarks.add(
        erasedToo
            ? "What was declared erased is listed as ERASED."
            : "What was declared erased, and not obtained again, is left out; --all lists it.");
    return Report.of(
        "holdings",
        "Data held",
        material.about(),
        remarks,
        COLUMNS,
        report.rows(one -> erasedToo || !one.isErased()));
  }

  private List<List<JsonNode>> rows(Predicate<Holdings.Held> wanted) {
    Map<String, String> assurances = material.assurances();
    List<List<JsonNode>> rows = new ArrayList<>();
    holdings
        .held()
        .forEach(
            (key, one) -> {
              if (wanted.test(one)) {
                rows.add(row(key, one, assurances));
              }
            });
    return rows;
  }

  private List<JsonNode> row(Holdings.Key key, Holdings.Held one, Map<String, String> assurances) {
    Declaration newest = one.newest();
    JsonNode process = material.process(newest);
    boolean onHold = holdings.isOnHold(key);
    Long eraseBefore =
        one.isErased() || onHold ? null : eraseBeforeMs(key, one.obtained(), process);
    String basis = newest.text("reliesOn");
    return List.of(
        Report.text(key.holder()),
        Report.text(key.controller()),
        Report.text(key.subjectRef()),
        Report.text(one.isErased() ? "ERASED" : "HELD"),
        Report.time(one.sinceMs()),
        Report.text(key.processId() + "@" + newest.processVersion()),
        Report.text(process.path("legalBasis").asText("undeclared")),
        Report.list(one.sources()),
        Report.time(eraseBefore),
        Report.flag(eraseBefore != null && material.about().madeMs() >= eraseBefore),
        Report.flag(onHold),
        Report.time(one.isErased() ? one.erasedMs() : null),
        Report.list(Json.texts(process.path("purposes"))),
        Report.text(basis),
        Report.text(assurances.getOrDefault(basis, "")),
        Report.number(newest.height()),
        Report.text(newest.txId()),
        Report.text(key.category()));
  }

  /** As nodes derive it, for they know of holds that ended; else the end of the retention. */
  private @Nullable Long eraseBeforeMs(
      Holdings.Key key, @Nullable Declaration obtained, JsonNode process) {
    if (obtained == null || process.isMissingNode()) {
      return null;
    }
    return owed.getOrDefault(obtained.txId(), List.of()).stream()
        .filter(duty -> duty.code().equals(Owed.RETENTION))
        .filter(duty -> duty.details().contains(key.category()))
        .map(Owed::dueMs)
        .findFirst()
        .orElseGet(
            () ->
                BusinessDays.endAfterDaysMs(
                    obtained.timeMs(), process.path("retentionDays").asInt()));
  }
}
