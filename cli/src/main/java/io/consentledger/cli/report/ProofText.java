package io.consentledger.cli.report;

import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.evidence.Moment;
import io.consentledger.ledger.evidence.PageCount;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.evidence.VerifiedSubject;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a bundle proves, who vouches for it, under which assumption, and what it doesn't prove: in
 * words.
 */
final class ProofText {
  private final Genesis genesis;
  private final VerifiedEvidence evidence;
  private final OptionalLong asOfMs;

  ProofText(Genesis genesis, VerifiedEvidence evidence, OptionalLong asOfMs) {
    this.genesis = genesis;
    this.evidence = evidence;
    this.asOfMs = asOfMs;
  }

  List<String> proved() {
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

  private String subject(VerifiedSubject subject) {
    String whose =
        subject.controller().map(it -> "with " + it.name() + ": ").orElse("")
            + count(
                evidence.pages().map(PageCount::records).orElse((long) subject.records().size()),
                "record")
            + ", "
            + count(
                evidence.pages().map(PageCount::findings).orElse((long) subject.findings()),
                "finding")
            + evidence.pages().map(it -> ", in " + count(it.pages(), "page")).orElse("");
    return "Subject " + subject.subject() + " " + whose + ".";
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

  String certifiedBy() {
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

  String assumption() {
    return "this holds unless more than "
        + evidence.colludingMax()
        + " of these "
        + evidence.validators()
        + " organisations collude to deceive; then still no signature of anybody else is forged.";
  }

  List<String> notProved() {
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
    for (SubjectRef lost : evidence.lost()) {
      lines.add(
          "anything about customer " + lost + ": the earlier bundle shows it, this one doesn't.");
    }
    lines.add(
        "block times: a dishonest leader can date a record early, back to the block before it.");
    lines.add("that what was never submitted to the ledger didn't happen.");
    lines.add("that what the organisations declared is true.");
    return lines;
  }

  String authority(TimestampToken token) {
    return genesis.timestampAuthorities().get(token.authority()).name();
  }

  private static String moment(String what, Moment moment) {
    return what + " " + moment.height() + " of " + Times.second(moment.timeMs());
  }

  static List<String> names(List<Organisation> organisations) {
    return organisations.stream().map(Organisation::name).toList();
  }

  static String count(long count, String what) {
    String number = count == 0 ? "no" : Long.toString(count);
    return number + " " + what + (count == 1 ? "" : "s");
  }
}
