package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Column.Type.ID;
import static io.consentledger.cli.reports.Column.Type.LIST;
import static io.consentledger.cli.reports.Column.Type.NUMBER;
import static io.consentledger.cli.reports.Column.Type.TEXT;
import static io.consentledger.cli.reports.Column.Type.TIME;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A controller's register of processing activities (GDPR Article 30(1)), as far as it declared. */
public final class RegisterReport {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("process", "process", TEXT),
          Column.of("state", "state", TEXT),
          Column.of("declared", "declared (UTC)", TIME),
          Column.of("legalBasis", "legal basis", TEXT),
          Column.of("purposes", "purposes", LIST),
          Column.of("recipients", "recipients", LIST),
          Column.of("storageLocations", "stored in", LIST),
          Column.of("jurisdiction", "jurisdiction", TEXT),
          Column.of("retentionDays", "kept (days)", NUMBER),
          Column.of("flags", "flags", LIST),
          Column.of("notice", "notice", TEXT),
          Column.detail("noticeUri", "notice's address", TEXT),
          Column.detail("noticeLanguages", "notice's languages", LIST),
          Column.detail("height", "block", NUMBER),
          Column.detail("txId", "transaction", ID),
          Column.of("dataCategories", "categories of data", LIST));

  private static final List<String> REMARKS =
      List.of(
          "Not on the ledger, and to be added: contact details of the controller, of joint"
              + " controllers, of a representative and of the data protection officer (Article"
              + " 30(1)(a)); categories of data subjects other than customers (c); for transfers to"
              + " third countries, the safeguards (e); the security measures (g).",
          "Storage locations are as declared; which of them are third countries isn't judged.");

  private RegisterReport() {}

  /**
   * One row for each version of a process.
   *
   * @param earlierToo also versions that were replaced, on which customers may still rely
   */
  public static Report of(About about, Catalogue catalogue, boolean earlierToo) {
    Map<String, Integer> newest = new HashMap<>();
    for (Declaration one : catalogue.processes()) {
      newest.merge(one.processId(), version(one), Math::max);
    }
    List<List<JsonNode>> rows = new ArrayList<>();
    for (Declaration one : catalogue.processes()) {
      boolean inForce = version(one) == newest.getOrDefault(one.processId(), 0);
      if (inForce || earlierToo) {
        rows.add(row(catalogue, one, inForce));
      }
    }
    List<String> remarks = new ArrayList<>(REMARKS);
    remarks.add(
        (earlierToo ? "EARLIER versions were replaced" : "Replaced versions are left out")
            + "; they stay valid for customers who agreed to them"
            + (earlierToo ? "." : ", and --all lists them."));
    return Report.of(
        "register", "Register of processing activities", about, remarks, COLUMNS, rows);
  }

  private static int version(Declaration process) {
    return process.payload().path("version").asInt();
  }

  private static List<JsonNode> row(Catalogue catalogue, Declaration one, boolean inForce) {
    JsonNode process = one.payload();
    String noticeId = process.path("notice").path("id").asText();
    int noticeVersion = process.path("notice").path("version").asInt();
    JsonNode notice = catalogue.notice(noticeId, noticeVersion);
    return List.of(
        Report.text(one.processId() + "@" + version(one)),
        Report.text(inForce ? "NEWEST" : "EARLIER"),
        Report.time(one.timeMs()),
        Report.text(process.path("legalBasis").asText()),
        list(process, "purposes"),
        list(process, "recipients"),
        list(process, "storageLocations"),
        Report.text(process.path("jurisdiction").asText()),
        Report.number(process.path("retentionDays").asInt()),
        list(process, "flags"),
        Report.text(noticeId + "@" + noticeVersion),
        Report.text(notice.path("uri").asText("")),
        list(notice, "languages"),
        Report.number(one.height()),
        Report.text(one.txId()),
        list(process, "dataCategories"));
  }

  private static JsonNode list(JsonNode in, String field) {
    return Report.list(Json.texts(in.path(field)));
  }
}
