package io.consentledger.node.network;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.AuditChallenge;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Signs transactions for one organisation and its customers. */
public final class Author {
  private static final String CATEGORY = "Contact";

  private final SecureRandom random = new SecureRandom();
  private final NetworkId network;
  private final SigningKey party;
  private final PartyId partyId;

  public Author(String networkId, SigningKey party) {
    this.network = NetworkId.fromHex(networkId);
    this.party = party;
    this.partyId = PartyId.of(party.verifyingKey().id());
  }

  public SigningKey newCustomer() {
    return SigningKey.generate(Algorithm.ED25519, random);
  }

  public SubjectRef ref(SigningKey customer) {
    return SubjectRef.of(network, partyId, customer.verifyingKey());
  }

  public Transaction notice(int version) {
    return sign(noticePayload(version), party);
  }

  public PublishNotice noticePayload(int version) {
    return new PublishNotice(
        salt(),
        partyId,
        "privacy",
        version,
        List.of("en"),
        "https://bank.example/privacy",
        Digest.of());
  }

  public Transaction process() {
    return process(1, List.of());
  }

  /** A version of the process that names these recipients. */
  public Transaction process(int version, List<String> recipients) {
    return sign(
        new DeclareProcess(
            salt(),
            partyId,
            "marketing",
            version,
            new NoticeRef("privacy", 1),
            List.of("DirectMarketing"),
            "Consent",
            List.of(CATEGORY),
            recipients,
            List.of("DE"),
            365,
            "DE",
            List.of()),
        party);
  }

  public Transaction open(SigningKey customer) {
    return sign(
        OpenRelationship.prove(network, salt(), partyId, customer, Assurance.SUBJECT_HELD), party);
  }

  public Transaction grant(SigningKey customer) {
    return sign(grantPayload(customer), customer);
  }

  /** What no controller may do: the customer's grant under the organisation's signature. */
  public Transaction grantByParty(SigningKey customer) {
    return sign(grantPayload(customer), party);
  }

  private DecideConsent grantPayload(SigningKey customer) {
    return new DecideConsent(
        salt(),
        partyId,
        ref(customer),
        DecisionCode.GIVEN,
        new ProcessRef("marketing", 1),
        new NoticeRef("privacy", 1),
        "en",
        List.of(CATEGORY),
        System.currentTimeMillis() + Duration.ofDays(100).toMillis());
  }

  public Transaction withdraw(SigningKey customer) {
    return sign(new WithdrawConsent(salt(), partyId, ref(customer), "marketing"), customer);
  }

  /** The customer asks to see the data, under the GDPR. */
  public Transaction ask(SigningKey customer) {
    return sign(
        new OpenRequest(salt(), partyId, ref(customer), Regime.GDPR, RequestRight.ACCESS, null),
        customer);
  }

  public Transaction revoke(SigningKey customer) {
    return sign(
        new RevokeKey(salt(), customer.verifyingKey().id(), RevocationReason.COMPROMISED),
        customer);
  }

  public Transaction challenge() {
    return sign(new AuditChallenge(salt(), Digest.of(salt().bytes())), party);
  }

  public Transaction use(SigningKey customer) {
    return sign(
        new DataUsed(
            salt(),
            partyId,
            ref(customer),
            new ProcessRef("marketing", 1),
            List.of(CATEGORY),
            null),
        party);
  }

  public Transaction sign(Payload payload, SigningKey key) {
    return sign(payload, key, Statement.ANY_SEQ, inAnHour());
  }

  /** By the organisation, with what a statement may demand. */
  public Transaction sign(Payload payload, long afterSeq, long notAfterMs) {
    return sign(payload, party, afterSeq, notAfterMs);
  }

  private Transaction sign(Payload payload, SigningKey key, long afterSeq, long notAfterMs) {
    return Transaction.sign(
        network,
        payload.kind(),
        payload.stream(network),
        afterSeq,
        notAfterMs,
        CanonicalJson.encode(payload.toJson()),
        key);
  }

  public static long inAnHour() {
    return System.currentTimeMillis() + Duration.ofHours(1).toMillis();
  }

  private Salt salt() {
    return Salt.random(random);
  }
}
