package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.evidence.Moment;
import io.consentledger.ledger.evidence.VerifiedDecision;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.evidence.VerifiedSubject;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.OverdueItem;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a bundle proves, who vouches for it, under which assumption, and what it doesn't prove. */
public final class EvidenceReport {
  private final Genesis genesis;
  private final VerifiedEvidence evidence;
  private final OptionalLong asOfMs;

  /** Something overdue, with the customer that it is about. */
  private record Late(SubjectRef subject, OverdueItem item) {}

  /**
   * @param asOfMs where the histories are shown as they stood at a time, UTC milliseconds
   */
  public EvidenceReport(Genesis genesis, VerifiedEvidence evidence, OptionalLong asOfMs) {
    this.genesis = genesis;
    this.evidence = evidence;
    this.asOfMs = asOfMs;
  }

  /** The histories that are proved, as they are to be shown; none of a receipt. */
  public List<History> histories() {
    List<History> histories = new ArrayList<>();
    for (VerifiedSubject subject : evidence.subjects()) {
      VerifiedSubject shown = asOfMs.isPresent() ? subject.asOf(asOfMs.getAsLong()) : subject;
      histories.add(History.proven(shown, evidence.anchor()));
    }
    return histories;
  }

  /** All of it, one line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Network " + genesis.network() + " (" + genesis.networkId() + ")");
    lines.add("Proved:");
    proved().forEach(line -> lines.add("  - " + line));
    evidence.decision().ifPresent(decided -> lines.addAll(decisionLines(decided)));
    List<String> late = overdue().map(item -> Overdues.line(json(item))).toList();
    if (!late.isEmpty()) {
      lines.add("Overdue at " + Times.second(timeMs()) + ", by what is not recorded:");
      late.forEach(line -> lines.add("  - " + line));
    }
    lines.add("By whom: " + certifiedBy());
    lines.add("Assumption: " + assumption());
    lines.add("Not proved:");
    notProved().forEach(line -> lines.add("  - " + line));
    return lines;
  }

  /** The same for programs. */
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("verified", true)
            .put("network", genesis.network())
            .put("networkId", genesis.networkId().toHex());
    json.set("anchor", moment(evidence.anchor()));
    json.putObject("certificate")
        .put("validators", evidence.validators())
        .put("quorum", evidence.quorum())
        .put("colludingMax", evidence.colludingMax())
        .set("certifiedBy", Json.array(names(evidence.certifiedBy())));
    evidence.decision().ifPresent(decided -> json.set("decision", decision(decided)));
    evidence.since().ifPresent(since -> json.set("since", moment(since)));
    evidence.challenge().ifPresent(challenge -> json.set("challenge", ProvenEntry.json(challenge)));
    evidence.receipt().ifPresent(receipt -> json.set("receipt", ProvenEntry.json(receipt)));
    asOfMs.ifPresent(timeMs -> json.put("asOfMs", timeMs));
    ArrayNode relationships = json.putArray("relationships");
    histories().forEach(history -> relationships.add(history.toJson()));
    ArrayNode late = json.putArray("overdue");
    overdue().forEach(item -> late.add(json(item)));
    ArrayNode timestamps = json.putArray("timestamps");
    for (TimestampToken token : evidence.timestamps()) {
      timestamps.addObject().put("authority", authority(token)).put("timeMs", token.timeMs());
    }
    json.set("proved", Json.array(proved()));
    json.put("assumption", assumption());
    json.set("notProved", Json.array(notProved()));
    return json;
  }

  private List<String> proved() {
    List<String> lines = new ArrayList<>();
    evidence.receipt().ifPresent(receipt -> lines.add(receipt(receipt)));
    for (VerifiedSubject subject : evidence.subjects()) {
      lines.add(subject(subject));
    }
    if (!evidence.subjects().isEmpty()) {
      lines.add("Complete up to " + moment("block", evidence.anchor()) + ".");
    }
    evidence
        .since()
        .ifPresent(
            since ->
                lines.add("The history up to " + moment("block", since) + " is in it unchanged."));
    evidence
        .challenge()
        .ifPresent(
            challenge ->
                lines.add(
                    "Made after the challenge "
                        + challenge.txId()
                        + " was recorded, "
                        + Times.second(challenge.entry().blockTimeMs())
                        + "."));
    for (TimestampToken token : evidence.timestamps()) {
      lines.add(
          "Block "
              + evidence.anchor().height()
              + " existed at "
              + Times.second(token.timeMs())
              + " (time-stamp of "
              + authority(token)
              + ").");
    }
    return lines;
  }

  private ObjectNode decision(VerifiedDecision decided) {
    CheckQuery query = decided.query();
    ObjectNode json = DecisionText.json(decided.decision());
    ObjectNode question =
        json.putObject("question")
            .put("subject", query.subject().toHex())
            .put("controller", controller(query))
            .put("process", process(query))
            .put("operation", query.operation().name())
            .put("recipient", query.recipient())
            .put("atMs", query.atMs())
            .put("knownAtHeight", query.knownAtHeight());
    question.set("dataCategories", Json.array(query.dataCategories()));
    return json;
  }

  private List<String> decisionLines(VerifiedDecision decided) {
    CheckQuery query = decided.query();
    List<String> lines = new ArrayList<>();
    String data =
        query.dataCategories().isEmpty()
            ? "all its data"
            : String.join(", ", query.dataCategories());
    lines.add(
        "Question: may "
            + controller(query)
            + " "
            + query.operation()
            + " "
            + data
            + " under "
            + process(query)
            + (query.recipient() == null ? "" : ", to " + query.recipient())
            + (query.knownAtHeight() == null ? "" : ", as known at block " + query.knownAtHeight())
            + "?");
    List<String> answer = DecisionText.lines(DecisionText.json(decided.decision()));
    lines.add("Answer, derived from the records: " + answer.get(0));
    lines.addAll(answer.subList(1, answer.size()));
    return lines;
  }

  private String controller(CheckQuery query) {
    return genesis
        .organisation(query.controller())
        .map(Organisation::name)
        .orElseGet(() -> query.controller().toHex());
  }

  private static String process(CheckQuery query) {
    return query.processId() + (query.version() == null ? "" : "@" + query.version());
  }

  private String subject(VerifiedSubject subject) {
    String whose =
        subject.controller().map(it -> "with " + it.name() + ": ").orElse("")
            + count(subject.records().size(), "record")
            + ", "
            + count(subject.findings(), "finding");
    return "Subject " + subject.subject() + " " + whose + ".";
  }

  private long timeMs() {
    return asOfMs.orElse(evidence.anchor().timeMs());
  }

  private Stream<Late> overdue() {
    return evidence.subjects().stream()
        .flatMap(
            subject ->
                subject.overdue(timeMs()).stream().map(item -> new Late(subject.subject(), item)));
  }

  private ObjectNode json(Late late) {
    OverdueItem item = late.item();
    ObjectNode json =
        Json.object()
            .put("subjectRef", late.subject().toHex())
            .put("code", item.code().name())
            .put("dueMs", item.dueMs())
            .put("txId", item.txId().toHex())
            .put("owedBy", owedBy(item));
    json.set("details", Json.array(item.details()));
    return json;
  }

  private String owedBy(OverdueItem item) {
    return item.recipient()
        .or(() -> genesis.organisation(item.controllerId()).map(Organisation::name))
        .orElse(item.controllerId().toHex());
  }

  private String receipt(VerifiedRecord receipt) {
    String kind = receipt.entry().kind().label();
    return "Recorded: "
        + kind
        + " ("
        + PlainWords.of(kind, receipt.payload().toJson())
        + "), transaction "
        + receipt.txId()
        + ", block "
        + receipt.entry().height()
        + " of "
        + Times.second(receipt.entry().blockTimeMs())
        + ", signed by "
        + receipt.party().map(Organisation::name).orElse("the customer's key or a delegate's")
        + ".";
  }

  private String certifiedBy() {
    return String.join(", ", names(evidence.certifiedBy()))
        + " certified block "
        + evidence.anchor().height()
        + ": "
        + evidence.certifiedBy().size()
        + " of "
        + evidence.validators()
        + " validators, "
        + evidence.quorum()
        + " needed.";
  }

  private String assumption() {
    return "this holds unless more than "
        + evidence.colludingMax()
        + " of these "
        + evidence.validators()
        + " organisations collude to deceive; then still no signature of anybody else is forged.";
  }

  private List<String> notProved() {
    List<String> lines = new ArrayList<>();
    String newest = moment("block", evidence.anchor());
    if (evidence.receipt().isPresent()) {
      lines.add(
          "completeness: what else is recorded, before or after, such as a withdrawal or the"
              + " revocation of the key that signed.");
    }
    if (asOfMs.isPresent() && asOfMs.getAsLong() > evidence.anchor().timeMs()) {
      lines.add(
          "the state at "
              + Times.second(asOfMs.getAsLong())
              + ": that is after "
              + newest
              + ", with which the bundle ends.");
    }
    if (evidence.challenge().isEmpty()) {
      lines.add(
          "freshness: newer records may exist after "
              + newest
              + "; only an auditor's challenge shows that the bundle is not an old one.");
    } else {
      lines.add("what was recorded after " + newest + ".");
    }
    lines.add("that what was never submitted to the ledger didn't happen.");
    lines.add("that what the organisations declared is true.");
    return lines;
  }

  private String authority(TimestampToken token) {
    return genesis.timestampAuthorities().get(token.authority()).name();
  }

  private static ObjectNode moment(Moment moment) {
    return Json.object()
        .put("height", moment.height())
        .put("timeMs", moment.timeMs())
        .put("headerHash", moment.headerHash().toHex());
  }

  private static String moment(String what, Moment moment) {
    return what + " " + moment.height() + " of " + Times.second(moment.timeMs());
  }

  private static List<String> names(List<Organisation> organisations) {
    return organisations.stream().map(Organisation::name).toList();
  }

  private static String count(int count, String what) {
    String number = count == 0 ? "no" : Integer.toString(count);
    return number + " " + what + (count == 1 ? "" : "s");
  }
}
