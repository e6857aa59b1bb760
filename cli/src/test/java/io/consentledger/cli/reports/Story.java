package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records as nodes answer them, one a block, of one controller, the bank. */
final class Story {
  static final String ANN = "a".repeat(64);
  static final String BEN = "b".repeat(64);

  private final List<Declaration> records = new ArrayList<>();
  private final List<Owed> owed = new ArrayList<>();
  private final List<Declaration> processes = new ArrayList<>();

  /** The id of the record at this place, from 1. */
  static String id(int number) {
    return String.format("%064x", number);
  }

  static long ms(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  static ObjectNode payload(String subject) {
    return Json.object().put("subjectRef", subject);
  }

  static ObjectNode fact(String subject, String process, int version, String... categories) {
    ObjectNode payload = payload(subject);
    payload.putObject("process").put("id", process).put("version", version);
    payload.set("dataCategories", Json.array(List.of(categories)));
    return payload;
  }

  static ObjectNode request(String subject, String regime, String right) {
    return payload(subject).put("regime", regime).put("right", right);
  }

  static ObjectNode status(int request, String status) {
    return payload(ANN).put("requestId", id(request)).put("status", status);
  }

  static ObjectNode preference(String subject, String right, String value) {
    return payload(subject).put("right", right).put("value", value).put("source", "FORM");
  }

  /** By an organisation, or by the customer where that is "". */
  Story add(String time, String kind, String party, ObjectNode payload) {
    int number = records.size() + 1;
    ObjectNode json =
        Json.object()
            .put("txId", id(number))
            .put("kind", kind)
            .put("height", number)
            .put("index", 0)
            .put("timeMs", ms(time));
    json.putArray("findings");
    ObjectNode signer =
        json.putObject("signer").put("role", party.isEmpty() ? "SUBJECT" : "CONTROLLER");
    if (!party.isEmpty()) {
      signer.put("party", party);
    }
    json.put("assurance", "SUBJECT_HELD").set("payload", payload);
    records.add(new Declaration("bank", json));
    return this;
  }

  /** Something found about the newest record. */
  Story found(String code, String severity, String... details) {
    ObjectNode json = (ObjectNode) records.get(records.size() - 1).json();
    json.withArray("findings")
        .addObject()
        .put("code", code)
        .put("severity", severity)
        .set("details", Json.array(List.of(details)));
    return this;
  }

  Story owed(String subject, String code, String detail, String due, int record, String by) {
    owed.add(new Owed("bank", subject, code, List.of(detail), ms(due), id(record), by));
    return this;
  }

  Story process(String id, int version, String basis, int retentionDays) {
    ObjectNode payload =
        Json.object()
            .put("processId", id)
            .put("version", version)
            .put("legalBasis", basis)
            .put("jurisdiction", "DE")
            .put("retentionDays", retentionDays);
    payload.putObject("notice").put("id", "privacy").put("version", 1);
    payload.set("purposes", Json.array(List.of("Marketing")));
    payload.set("dataCategories", Json.array(List.of("EmailAddress", "Name")));
    payload.set("recipients", Json.array(List.of("insurer")));
    payload.set("storageLocations", Json.array(List.of("DE", "US")));
    payload.set("flags", Json.array(List.of("SALE")));
    ObjectNode json = Json.object().put("txId", id(1_000 + processes.size())).put("height", 1);
    json.put("timeMs", ms("2026-01-01T00:00:00Z")).set("payload", payload);
    processes.add(new Declaration("bank", json));
    return this;
  }

  Catalogue catalogue() {
    ObjectNode notice =
        Json.object()
            .put("noticeId", "privacy")
            .put("version", 1)
            .put("uri", "https://bank.example/<privacy>");
    notice.set("languages", Json.array(List.of("de", "en")));
    ObjectNode json = Json.object();
    json.set("payload", notice);
    return new Catalogue("bank", List.of(new Declaration("bank", json)), processes);
  }

  static About about(String made) {
    return new About("bank, Bank (DE)", "demo", "f".repeat(64), "bank-1", 9, ms(made), ms(made));
  }

  Material made(String made) {
    return new Material(about(made), records, owed, List.of(catalogue()));
  }

  /** A row's values by column, as text; those without one left out. */
  static List<String> row(Report report, int row, String... columns) {
    List<String> values = new ArrayList<>();
    for (String name : columns) {
      for (int i = 0; i < report.columns().size(); i++) {
        Column column = report.columns().get(i);
        if (column.name().equals(name)) {
          values.add(column.text(report.rows().get(row).get(i)));
        }
      }
    }
    return values;
  }
}
