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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
  private final Map<Key, Held> held = new LinkedHashMap<>();
  private final Set<Hold> holds = new HashSet<>();

  private record Key(
      String controller, String subjectRef, String holder, String processId, String category) {}

  /** Somebody's legal hold; without a process it covers all. */
  private record Hold(String subjectRef, String processId, String placedBy) {}

  /** How one category is held: what changes as records are read. */
  private static final class Held {
    private boolean erased;
    private long sinceMs;
    private long erasedMs;
    private final Set<String> sources = new TreeSet<>();
    private @Nullable Declaration obtained;
    private Declaration newest;

    private Held(Declaration first) {
      newest = first;
      sinceMs = first.timeMs();
    }
  }

  private HoldingsReport(Material material) {
    this.material = material;
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
    material.declarations().forEach(report::read);
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
        report.rows(one -> erasedToo || !one.erased));
  }

  private void read(Declaration one) {
    switch (one.kind()) {
      case "DataCollected" -> obtained(one, "customer");
      case "DataReceived" -> obtained(one, one.text("source"));
      case "DataUsed", "DataDisclosed" -> had(one);
      case "DataErased" ->
          end(one, key -> isOf(key, one) && one.dataCategories().contains(key.category()));
      case "ErasureCertificate" -> certified(one);
      case "LegalHold" -> hold(one);
      default -> {
        // Says nothing of what is held.
      }
    }
  }

  private void obtained(Declaration fact, String source) {
    for (String category : fact.dataCategories()) {
      Held one = begin(fact, category);
      one.sources.add(source);
      one.obtained = fact;
      one.newest = fact;
    }
  }

  /** Who uses data has it, declared or not. */
  private void had(Declaration fact) {
    for (String category : fact.dataCategories()) {
      Held before = held.get(key(fact, category));
      if (before == null || before.erased) {
        Held one = begin(fact, category);
        one.sources.add("undeclared");
        one.newest = fact;
      }
    }
  }

  private Held begin(Declaration fact, String category) {
    Key key = key(fact, category);
    Held one = held.get(key);
    if (one == null || one.erased) {
      one = new Held(fact);
      held.put(key, one);
    }
    return one;
  }

  private void certified(Declaration one) {
    List<String> processes = Json.texts(one.payload().path("processIds"));
    if (Json.texts(one.payload().path("destroyed")).contains("DATA")) {
      end(
          one,
          key ->
              key.controller().equals(one.controller())
                  && key.subjectRef().equals(one.subjectRef())
                  && key.holder().equals(one.party())
                  && (processes.isEmpty() || processes.contains(key.processId())));
    }
  }

  private void hold(Declaration one) {
    Hold hold = new Hold(one.subjectRef(), one.processId(), one.party());
    if (one.text("action").equals("PLACED")) {
      holds.add(hold);
    } else {
      holds.remove(hold);
    }
  }

  private boolean isOnHold(Key key) {
    return holds.stream()
        .filter(hold -> hold.subjectRef().equals(key.subjectRef()))
        .anyMatch(hold -> hold.processId().isEmpty() || hold.processId().equals(key.processId()));
  }

  private void end(Declaration by, Predicate<Key> which) {
    held.forEach(
        (key, one) -> {
          if (!one.erased && which.test(key)) {
            one.erased = true;
            one.erasedMs = by.timeMs();
          }
        });
  }

  private static boolean isOf(Key key, Declaration fact) {
    return key(fact, key.category()).equals(key);
  }

  private static Key key(Declaration fact, String category) {
    return new Key(fact.controller(), fact.subjectRef(), fact.party(), fact.processId(), category);
  }

  private List<List<JsonNode>> rows(Predicate<Held> wanted) {
    Map<String, String> assurances = material.assurances();
    List<List<JsonNode>> rows = new ArrayList<>();
    held.forEach(
        (key, one) -> {
          if (wanted.test(one)) {
            rows.add(row(key, one, assurances));
          }
        });
    return rows;
  }

  private List<JsonNode> row(Key key, Held one, Map<String, String> assurances) {
    Declaration newest = one.newest;
    JsonNode process = material.process(newest);
    boolean onHold = isOnHold(key);
    Long eraseBefore = one.erased || onHold ? null : eraseBeforeMs(key, one.obtained, process);
    String basis = newest.text("reliesOn");
    return List.of(
        Report.text(key.holder()),
        Report.text(key.controller()),
        Report.text(key.subjectRef()),
        Report.text(one.erased ? "ERASED" : "HELD"),
        Report.time(one.sinceMs),
        Report.text(key.processId() + "@" + newest.processVersion()),
        Report.text(process.path("legalBasis").asText("undeclared")),
        Report.list(List.copyOf(one.sources)),
        Report.time(eraseBefore),
        Report.flag(eraseBefore != null && material.about().madeMs() >= eraseBefore),
        Report.flag(onHold),
        Report.time(one.erased ? one.erasedMs : null),
        Report.list(Json.texts(process.path("purposes"))),
        Report.text(basis),
        Report.text(assurances.getOrDefault(basis, "")),
        Report.number(newest.height()),
        Report.text(newest.txId()),
        Report.text(key.category()));
  }

  /** As nodes derive it, for they know of holds that ended; else the end of the retention. */
  private @Nullable Long eraseBeforeMs(Key key, @Nullable Declaration obtained, JsonNode process) {
    if (obtained == null || process.isMissingNode()) {
      return null;
    }
    return material.owed().stream()
        .filter(duty -> duty.code().equals(Owed.RETENTION))
        .filter(duty -> duty.txId().equals(obtained.txId()))
        .filter(duty -> duty.details().contains(key.category()))
        .map(Owed::dueMs)
        .findFirst()
        .orElseGet(
            () ->
                BusinessDays.endAfterDaysMs(
                    obtained.timeMs(), process.path("retentionDays").asInt()));
  }
}
