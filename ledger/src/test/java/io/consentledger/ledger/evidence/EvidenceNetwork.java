package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisBuilder;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.genesis.ValidatorNode;
import io.consentledger.ledger.genesis.Vocabulary;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.AuditChallenge;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Four organisations with a validator each, of which three are a quorum, and transactions of theirs
 * and of their customers. The same calls give the same bytes everywhere.
 */
final class EvidenceNetwork {
  /** 2026-01-01T00:00:00Z. */
  static final long CREATED_MS = 1_767_225_600_000L;

  static final NoticeRef NOTICE = new NoticeRef("privacy", 1);
  static final ProcessRef PROCESS = new ProcessRef("marketing", 1);
  static final List<String> ORGANISATIONS = List.of("bank", "retailer", "adtech", "regulator");

  private static final long YEAR_MS = 365L * 24 * 3600 * 1000;

  final Genesis genesis;
  private int salts;

  EvidenceNetwork(String name) {
    try {
      GenesisBuilder builder =
          new GenesisBuilder(
              name,
              CREATED_MS,
              new Vocabulary(
                  "dpv", "2.3", io.consentledger.ledger.model.Vocabulary.shipped().sha256()));
      ORGANISATIONS.forEach(it -> builder.organisation(organisation(it)));
      genesis = builder.build();
    } catch (GenesisException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** A customer of one controller. */
  record Customer(SigningKey key, String controller, PartyId controllerId, SubjectRef ref) {}

  static SigningKey key(String label) {
    return key(Algorithm.ED25519, label);
  }

  static SigningKey key(Algorithm algorithm, String label) {
    byte[] seed = Digest.of(Bytes.utf8("test key " + label)).bytes().toArray();
    return SigningKey.fromSecret(algorithm, SecretBytes.owning(seed));
  }

  NetworkId id() {
    return genesis.networkId();
  }

  PartyId party(String name) {
    return genesis.organisation(name).orElseThrow().partyId();
  }

  Customer customer(String name, String controller, Algorithm algorithm) {
    SigningKey key = key(algorithm, "customer " + name + " of " + controller);
    PartyId party = party(controller);
    return new Customer(key, controller, party, SubjectRef.of(id(), party, key.verifyingKey()));
  }

  Customer customer(String name, String controller) {
    return customer(name, controller, Algorithm.ED25519);
  }

  StreamId stream(Customer customer) {
    return StreamId.ofSubject(id(), customer.ref());
  }

  Transaction notice(String controller) {
    return sign(
        new PublishNotice(
            salt(),
            party(controller),
            NOTICE.id(),
            NOTICE.version(),
            List.of("en"),
            "https://" + controller + ".example/privacy",
            Digest.of(Bytes.utf8("the notice"))),
        key(controller));
  }

  Transaction process(String controller) {
    return sign(
        new DeclareProcess(
            salt(),
            party(controller),
            PROCESS.id(),
            PROCESS.version(),
            NOTICE,
            List.of("Marketing"),
            "Consent",
            List.of("EmailAddress", "Preference"),
            List.of("adtech"),
            List.of("EU"),
            365,
            "EU",
            List.of()),
        key(controller));
  }

  OpenRelationship opening(Customer customer) {
    return OpenRelationship.prove(
        id(), salt(), customer.controllerId(), customer.key(), Assurance.SUBJECT_HELD);
  }

  Transaction open(Customer customer) {
    return sign(opening(customer), key(customer.controller()));
  }

  Transaction grant(Customer customer) {
    return sign(
        new DecideConsent(
            salt(),
            customer.controllerId(),
            customer.ref(),
            DecisionCode.GIVEN,
            PROCESS,
            NOTICE,
            "en",
            List.of("EmailAddress"),
            CREATED_MS + YEAR_MS),
        customer.key());
  }

  Transaction withdraw(Customer customer) {
    return sign(
        new WithdrawConsent(salt(), customer.controllerId(), customer.ref(), PROCESS.id()),
        customer.key());
  }

  /** A use of data, which is a finding where no consent stands. */
  Transaction use(Customer customer) {
    return sign(
        new DataUsed(
            salt(),
            customer.controllerId(),
            customer.ref(),
            PROCESS,
            List.of("EmailAddress"),
            null),
        key(customer.controller()));
  }

  Transaction revoke(Customer customer) {
    return sign(
        new RevokeKey(salt(), customer.key().verifyingKey().id(), RevocationReason.COMPROMISED),
        customer.key());
  }

  /** The customer's key gives way to another one. */
  Transaction rotate(Customer customer) {
    return sign(
        RotateKey.prove(
            id(), salt(), customer.controllerId(), customer.ref(), key("the key that came after")),
        customer.key());
  }

  Transaction challenge(SigningKey signer, Digest nonce) {
    return sign(new AuditChallenge(salt(), nonce), signer);
  }

  Transaction sign(Payload payload, SigningKey key) {
    return sign(payload, key, Statement.ANY_SEQ, CREATED_MS + YEAR_MS);
  }

  Transaction sign(Payload payload, SigningKey key, long afterSeq, long notAfterMs) {
    return Transaction.sign(
        id(),
        payload.kind(),
        payload.stream(id()),
        afterSeq,
        notAfterMs,
        CanonicalJson.encode(payload.toJson()),
        key);
  }

  /** The vote of an organisation's validator. */
  Vote vote(String organisation, Header header) {
    return Vote.sign(
        id().digest(),
        header.height(),
        header.epoch(),
        header.hash(),
        key(organisation + " validator"));
  }

  Certificate certificate(Header header, List<String> voters) {
    List<Vote> votes = new ArrayList<>();
    voters.forEach(voter -> votes.add(vote(voter, header)));
    return Certificate.of(genesis.validatorSet(), votes);
  }

  /** By the first three. */
  Certificate certificate(Header header) {
    return certificate(header, ORGANISATIONS.subList(0, 3));
  }

  Salt salt() {
    salts++;
    return new Salt(Digest.of(Bytes.utf8("salt " + salts)).bytes().slice(0, 16));
  }

  private static Organisation organisation(String name) {
    Role role = name.equals("regulator") ? Role.AUTHORITY : Role.CONTROLLER;
    return new Organisation(
        name,
        "The " + name,
        List.of(role),
        "EU",
        key(name).verifyingKey(),
        Bytes.utf8("stands for the certificate of " + name),
        Optional.of(new ValidatorNode(name + "-1", key(name + " validator").verifyingKey())));
  }
}
