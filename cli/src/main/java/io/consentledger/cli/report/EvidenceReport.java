package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.evidence.Moment;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifiedSubject;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a bundle proves, who vouches for it, under which assumption, and what it doesn't prove. */
public final class EvidenceReport {
  /** The level of step 14 of docs/spec/evidence.md. */
  private static final String LEVEL = "executes";

  private final Genesis genesis;
  private final VerifiedEvidence evidence;
  private final OptionalLong asOfMs;
  private final Optional<AsOfCount.Counted> counted;
  private final ProofText words;
  private final Overdues overdue;

  /**
   * @param asOfMs where the histories are shown as they stood at a time, UTC milliseconds
   */
  public EvidenceReport(Genesis genesis, VerifiedEvidence evidence, OptionalLong asOfMs) {
    this(genesis, evidence, asOfMs, Optional.empty());
  }

  /**
   * @param counted of a proof in pages: how much of it there was at that time
   */
  public EvidenceReport(
      Genesis genesis,
      VerifiedEvidence evidence,
      OptionalLong asOfMs,
      Optional<AsOfCount.Counted> counted) {
    this.genesis = genesis;
    this.evidence = evidence;
    this.asOfMs = asOfMs;
    this.counted = counted;
    this.words = new ProofText(genesis, evidence, asOfMs);
    this.overdue =
        Overdues.proven(genesis, evidence.subjects(), asOfMs.orElse(evidence.anchor().timeMs()));
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
    words.proved().forEach(line -> lines.add("  - " + line));
    counted.ifPresent(
        it ->
            lines.add(
                "As of "
                    + Times.second(asOfMs.orElseThrow())
                    + ": "
                    + ProofText.count(it.records(), "record")
                    + ", "
                    + ProofText.count(it.findings(), "finding")
                    + "."));
    decision().ifPresent(decision -> lines.addAll(decision.lines()));
    lines.addAll(overdue.lines());
    lines.add("By whom: " + words.certifiedBy());
    lines.add("Assumption: " + words.assumption());
    lines.add("Level of the last step: " + LEVEL + " (" + levelInWords() + ").");
    lines.add("Not proved:");
    words.notProved().forEach(line -> lines.add("  - " + line));
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
        .set("certifiedBy", Json.array(ProofText.names(evidence.certifiedBy())));
    decision().ifPresent(decision -> json.set("decision", decision.json()));
    evidence.since().ifPresent(since -> json.set("since", moment(since)));
    json.set("lostSubjects", Json.array(evidence.lost().stream().map(SubjectRef::toHex).toList()));
    evidence.challenge().ifPresent(challenge -> json.set("challenge", ProvenEntry.json(challenge)));
    evidence.receipt().ifPresent(receipt -> json.set("receipt", ProvenEntry.json(receipt)));
    evidence
        .pages()
        .ifPresent(
            it -> {
              ObjectNode pages = json.putObject("pages");
              pages.put("pages", it.pages());
              pages.put("records", it.records()).put("findings", it.findings());
              counted.ifPresent(
                  then ->
                      pages
                          .putObject("asOf")
                          .put("records", then.records())
                          .put("findings", then.findings()));
            });
    asOfMs.ifPresent(timeMs -> json.put("asOfMs", timeMs));
    ArrayNode relationships = json.putArray("relationships");
    histories().forEach(history -> relationships.add(history.toJson()));
    json.putArray("overdue").addAll(overdue.items());
    ArrayNode timestamps = json.putArray("timestamps");
    for (TimestampToken token : evidence.timestamps()) {
      timestamps.addObject().put("authority", words.authority(token)).put("timeMs", token.timeMs());
    }
    json.set("proved", Json.array(words.proved()));
    json.put("assumption", words.assumption());
    json.put("level", LEVEL);
    json.set("notProved", Json.array(words.notProved()));
    return json;
  }

  private String levelInWords() {
    return evidence.receipt().isPresent()
        ? "of a receipt, that the payload is valid in full"
        : "the rules let in every record that is shown, and find just this";
  }

  private Optional<ProvenDecision> decision() {
    return evidence.decision().map(decided -> new ProvenDecision(genesis, decided));
  }

  private static ObjectNode moment(Moment moment) {
    return Json.object()
        .put("height", moment.height())
        .put("timeMs", moment.timeMs())
        .put("headerHash", moment.headerHash().toHex());
  }
}
