package io.consentledger.ledger.evidence;

import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.Checker;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.query.Signers;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what was proved, in the words of the ledger. */
final class VerifiedView {
  private final Genesis genesis;
  private final Proven proven;
  private final List<TimestampToken> timestamps;
  private final List<SubjectRef> lost;

  VerifiedView(
      Genesis genesis, Proven proven, List<TimestampToken> timestamps, List<SubjectRef> lost) {
    this.genesis = genesis;
    this.proven = proven;
    this.timestamps = List.copyOf(timestamps);
    this.lost = List.copyOf(lost);
  }

  VerifiedEvidence ofReceipt(ProvenRecord receipt, Optional<ProvenRecord> challenge)
      throws EvidenceException {
    VerifiedRecord record = record(genesis, receipt, Replay.payload(receipt), List.of());
    return evidence(
        List.of(),
        Optional.empty(),
        Optional.of(record),
        challenge.map(itself -> record),
        Optional.empty());
  }

  VerifiedEvidence ofHistories(Replay replay, Optional<ProvenRecord> challenge) {
    Map<StreamId, ProvenStream> streams = new HashMap<>();
    proven.streams().forEach(stream -> streams.put(stream.id(), stream));
    List<VerifiedSubject> subjects = new ArrayList<>();
    Claim.Histories claim = (Claim.Histories) proven.bundle().claim();
    for (SubjectRef subject : claim.subjects()) {
      ProvenStream stream = streams.get(StreamId.ofSubject(genesis.networkId(), subject));
      if (stream == null) {
        throw new AssertionError("every claimed stream is there");
      }
      subjects.add(subject(subject, stream, replay));
    }
    return evidence(
        subjects,
        claim.check().map(query -> new VerifiedDecision(query, decide(query, replay))),
        Optional.empty(),
        challenge.map(record -> record(record, replay)),
        Optional.empty());
  }

  VerifiedEvidence ofPages(
      VerifiedSubject subject, PageCount pages, Optional<ProvenRecord> challenge)
      throws EvidenceException {
    Optional<VerifiedRecord> answered = Optional.empty();
    if (challenge.isPresent()) {
      Payload payload = Replay.payload(challenge.get());
      answered = Optional.of(record(genesis, challenge.get(), payload, List.of()));
    }
    return evidence(
        List.of(subject), Optional.empty(), Optional.empty(), answered, Optional.of(pages));
  }

  private Decision decide(CheckQuery query, Replay replay) {
    Header known = proven.chain().anchor();
    if (query.knownAtHeight() != null) {
      known = proven.chain().needed(query.knownAtHeight()).orElseThrow();
    }
    return Checker.check(replay.state(), query, new BlockContext(known.height(), known.timeMs()));
  }

  private VerifiedSubject subject(SubjectRef subject, ProvenStream stream, Replay replay) {
    List<VerifiedRecord> records =
        stream.records().stream().map(record -> record(record, replay)).toList();
    Optional<PartyId> controller =
        stream.records().stream().map(record -> record.filing().controller()).findFirst();
    Optional<Assurance> assurance =
        records.stream()
            .map(VerifiedRecord::payload)
            .filter(OpenRelationship.class::isInstance)
            .map(payload -> ((OpenRelationship) payload).assurance())
            .findFirst();
    return new VerifiedSubject(
        subject,
        stream.id(),
        controller.flatMap(genesis::organisation),
        assurance,
        records,
        replay.state(),
        new Signers(genesis, replay.state(), Optional.of(subject)));
  }

  private VerifiedRecord record(ProvenRecord record, Replay replay) {
    Replay.Replayed replayed = replay.of(record);
    return record(genesis, record, replayed.payload(), replayed.findings());
  }

  static VerifiedRecord record(
      Genesis genesis, ProvenRecord record, Payload payload, List<Finding> findings) {
    return new VerifiedRecord(
        record.entry(),
        record.txId(),
        payload,
        record.signer(),
        genesis.organisation(PartyId.of(record.signer())),
        findings);
  }

  private VerifiedEvidence evidence(
      List<VerifiedSubject> subjects,
      Optional<VerifiedDecision> decision,
      Optional<VerifiedRecord> receipt,
      Optional<VerifiedRecord> challenge,
      Optional<PageCount> pages) {
    ValidatorSet validators = genesis.validatorSet();
    List<Organisation> certifiedBy = new ArrayList<>();
    for (Certificate.Signed vote : proven.certificate().votes()) {
      validators
          .member(vote.signer())
          .map(member -> genesis.organisations().get(member.organisation()))
          .ifPresent(certifiedBy::add);
    }
    return new VerifiedEvidence(
        proven.bundle().claim(),
        Moment.of(proven.chain().anchor()),
        certifiedBy,
        validators.members().size(),
        validators.quorum(),
        subjects,
        decision,
        receipt,
        proven.chain().since().map(Moment::of),
        lost,
        challenge,
        timestamps,
        pages);
  }
}
