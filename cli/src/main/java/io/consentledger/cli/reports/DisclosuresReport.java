package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Column.Type.FLAG;
import static io.consentledger.cli.reports.Column.Type.ID;
import static io.consentledger.cli.reports.Column.Type.LIST;
import static io.consentledger.cli.reports.Column.Type.NUMBER;
import static io.consentledger.cli.reports.Column.Type.TEXT;
import static io.consentledger.cli.reports.Column.Type.TIME;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.PlainWords;
import io.consentledger.cli.report.Times;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * To whom data went, as what, on which ground; beside it what the recipients declared themselves,
 * and whether they acknowledged what was withdrawn since.
 */
public final class DisclosuresReport {
  /** The kinds of records that it counts. */
  public static final Set<String> KINDS =
      Set.of(
          "DataDisclosed",
          "DataReceived",
          "DataUsed",
          "Acknowledge",
          "WithdrawConsent",
          "RevokeConsent",
          "InvalidateConsent",
          "DecideConsent",
          "SetPreference",
          "ErasureCertificate");

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("time", "time (UTC)", TIME),
          Column.of("by", "by", TEXT),
          Column.of("recipient", "to", TEXT),
          Column.of("disclosure", "as", TEXT),
          Column.of("controller", "controller", TEXT),
          Column.of("subjectRef", "customer", ID),
          Column.of("process", "process", TEXT),
          Column.of("dataCategories", "categories", LIST),
          Column.of("reliesOn", "relies on", ID),
          Column.of("assurance", "assurance", TEXT),
          Column.of("findings", "findings", LIST),
          Column.of("recallOverdue", "recall overdue", FLAG),
          Column.detail("recallsOpen", "recalls not acknowledged", LIST),
          Column.detail("recallsAcknowledged", "recalls acknowledged", LIST),
          Column.detail("height", "block", NUMBER),
          Column.detail("txId", "transaction", ID),
          Column.of("recipientDeclared", "what the recipient declared", LIST));

  private final Material material;
  private final Map<String, String> assurances;
  private final Map<String, List<Owed>> owed;

  private DisclosuresReport(Material material) {
    this.material = material;
    this.assurances = material.assurances();
    this.owed = material.owedByTransaction();
  }

  /** The customers whose data went to somebody, who may owe an acknowledgement. */
  public static Set<String> owing(List<Declaration> declarations) {
    return Disclosed.of(declarations).stream()
        .map(one -> one.first().subjectRef())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All of them, in the order of the ledger. */
  public static Report of(Material material) {
    DisclosuresReport report = new DisclosuresReport(material);
    List<List<JsonNode>> rows = new ArrayList<>();
    Disclosed.of(material.declarations()).forEach(one -> rows.add(report.row(one)));
    return Report.of(
        "disclosures",
        "Data passed on",
        material.about(),
        List.of(
            "'as: undeclared' is what a recipient declared that it received or used where nobody"
                + " declared before that it was passed on to it.",
            "A recall is a withdrawal, an opt-out, an erasure or the like that concerns the recipient and came"
                + " after the data; it is open until the recipient acknowledges it."),
        COLUMNS,
        rows);
  }

  private List<JsonNode> row(Disclosed one) {
    Declaration fact = one.first();
    String basis = fact.text("reliesOn");
    List<String> open = new ArrayList<>();
    boolean overdue = false;
    for (Declaration recall : one.recalls().values()) {
      for (Owed duty : owed.getOrDefault(recall.txId(), List.of())) {
        if (duty.code().equals(Owed.ACKNOWLEDGEMENT) && duty.owedBy().equals(one.recipient())) {
          open.add(words(recall) + ", acknowledge before " + Times.second(duty.dueMs()));
          overdue |= duty.isOverdue(material.about().madeMs());
        }
      }
    }
    return List.of(
        Report.time(fact.timeMs()),
        Report.text(fact.party()),
        Report.text(one.recipient()),
        Report.text(one.isDeclared() ? fact.text("disclosure") : "undeclared"),
        Report.text(fact.controller()),
        Report.text(fact.subjectRef()),
        Report.text(fact.processId() + "@" + fact.processVersion()),
        Report.list(fact.dataCategories()),
        Report.text(basis),
        Report.text(assurances.getOrDefault(basis, "")),
        Report.list(fact.findings()),
        Report.flag(overdue),
        Report.list(open),
        Report.list(one.acknowledged().stream().map(it -> acknowledged(one, it)).toList()),
        Report.number(fact.height()),
        Report.text(fact.txId()),
        Report.list(one.declared().stream().map(DisclosuresReport::own).toList()));
  }

  private static String acknowledged(Disclosed one, Declaration acknowledgement) {
    Declaration recall = one.recalls().get(acknowledgement.text("acknowledges"));
    return (recall == null ? "" : words(recall) + ", ")
        + "acknowledged "
        + Times.second(acknowledgement.timeMs());
  }

  private static String words(Declaration recall) {
    String what =
        switch (recall.kind()) {
          case "WithdrawConsent" -> "consent withdrawn";
          case "RevokeConsent" -> "consent revoked";
          case "InvalidateConsent" -> "consent invalidated";
          case "DecideConsent" -> "consent refused";
          case "ErasureCertificate" -> "erasure certified";
          default -> PlainWords.optedOut(recall.text("right"));
        };
    return what + " " + Times.day(recall.timeMs());
  }

  private static String own(Declaration fact) {
    String verb = fact.kind().equals("DataUsed") ? "used" : "received from " + fact.text("source");
    List<String> findings = fact.findings();
    return verb
        + " "
        + Times.second(fact.timeMs())
        + ": "
        + String.join(", ", fact.dataCategories())
        + (findings.isEmpty() ? "" : " [" + String.join(", ", findings) + "]");
  }
}
