package io.consentledger.ledger;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
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
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network of a bank and an insurer, and transactions of the bank and its customers. All keys and
 * salts come from labels and a counter, so that the same calls give the same bytes everywhere.
 */
public final class TestNetwork {
  /** 2026-01-01T00:00:00Z. */
  public static final long CREATED_MS = 1_767_225_600_000L;

  public static final NoticeRef NOTICE = new NoticeRef("privacy", 1);
  public static final ProcessRef PROCESS = new ProcessRef("marketing", 1);

  private static final long YEAR_MS = 365L * 24 * 3600 * 1000;

  public final SigningKey bankKey = key("bank");
  public final SigningKey validatorKey = key("bank-1");
  public final Genesis genesis;
  public final PartyId bank = PartyId.of(bankKey.verifyingKey().id());
  private int salts;

  public TestNetwork() {
    this("test");
  }

  public TestNetwork(String name) {
    io.consentledger.ledger.model.Vocabulary shipped =
        io.consentledger.ledger.model.Vocabulary.shipped();
    try {
      genesis =
          new GenesisBuilder(name, CREATED_MS, new Vocabulary("dpv", "2.3", shipped.sha256()))
              .organisation(organisation("bank", Role.CONTROLLER, bankKey))
              .organisation(organisation("insurer", Role.RECIPIENT, key("insurer")))
              .build();
    } catch (GenesisException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** A customer of the bank. */
  public record Customer(SigningKey key, SubjectRef ref) {}

  public static SigningKey key(String label) {
    byte[] seed = Digest.of(Bytes.utf8("test key " + label)).bytes().toArray();
    return SigningKey.fromSecret(Algorithm.ED25519, SecretBytes.owning(seed));
  }

  public NetworkId id() {
    return genesis.networkId();
  }

  public Customer customer(String label) {
    SigningKey key = key("customer " + label);
    return new Customer(key, SubjectRef.of(id(), bank, key.verifyingKey()));
  }

  public Transaction notice() {
    return byBank(
        new PublishNotice(
            salt(),
            bank,
            NOTICE.id(),
            NOTICE.version(),
            List.of("en"),
            "https://bank.example/privacy",
            Digest.of(Bytes.utf8("the notice"))));
  }

  public Transaction process() {
    return byBank(
        new DeclareProcess(
            salt(),
            bank,
            PROCESS.id(),
            PROCESS.version(),
            NOTICE,
            List.of("Marketing"),
            "Consent",
            List.of("EmailAddress", "Preference"),
            List.of("insurer"),
            List.of("EU"),
            365,
            "EU",
            List.of()));
  }

  public Transaction open(Customer customer) {
    return byBank(
        OpenRelationship.prove(id(), salt(), bank, customer.key(), Assurance.SUBJECT_HELD));
  }

  public Transaction grant(Customer customer) {
    return sign(
        new DecideConsent(
            salt(),
            bank,
            customer.ref(),
            DecisionCode.GIVEN,
            PROCESS,
            NOTICE,
            "en",
            List.of("EmailAddress"),
            CREATED_MS + YEAR_MS),
        customer.key());
  }

  public Transaction withdraw(Customer customer) {
    return sign(new WithdrawConsent(salt(), bank, customer.ref(), PROCESS.id()), customer.key());
  }

  public Transaction revoke(Customer customer) {
    return sign(
        new RevokeKey(salt(), customer.key().verifyingKey().id(), RevocationReason.COMPROMISED),
        customer.key());
  }

  public Transaction challenge(SigningKey key) {
    return sign(new AuditChallenge(salt(), Digest.of(Bytes.utf8("nonce " + salts))), key);
  }

  /** A use of data, which is a finding where no consent stands. */
  public Transaction use(Customer customer) {
    return byBank(
        new DataUsed(salt(), bank, customer.ref(), PROCESS, List.of("EmailAddress"), null));
  }

  public Transaction byBank(Payload payload) {
    return sign(payload, bankKey);
  }

  public Transaction sign(Payload payload, SigningKey key) {
    return sign(payload, key, Statement.ANY_SEQ, CREATED_MS + YEAR_MS);
  }

  public Transaction sign(Payload payload, SigningKey key, long afterSeq, long notAfterMs) {
    return Transaction.sign(
        id(),
        payload.kind(),
        payload.stream(id()),
        afterSeq,
        notAfterMs,
        CanonicalJson.encode(payload.toJson()),
        key);
  }

  public Salt salt() {
    salts++;
    return new Salt(Digest.of(Bytes.utf8("salt " + salts)).bytes().slice(0, 16));
  }

  /** Notice and process, then for each of so many customers: open, grant, use. */
  public List<Transaction> story(int customers) {
    List<Transaction> story = new ArrayList<>(List.of(notice(), process()));
    for (int i = 0; i < customers; i++) {
      Customer customer = customer(Integer.toString(i));
      story.add(open(customer));
      story.add(grant(customer));
      story.add(use(customer));
    }
    return story;
  }

  private static Organisation organisation(String name, Role role, SigningKey signer) {
    return new Organisation(
        name,
        "The " + name,
        List.of(role),
        "EU",
        signer.verifyingKey(),
        Bytes.utf8("stands for the certificate of " + name),
        Optional.of(new ValidatorNode(name + "-1", key(name + "-1").verifyingKey())));
  }
}
