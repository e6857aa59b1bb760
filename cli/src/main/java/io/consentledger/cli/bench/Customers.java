package io.consentledger.cli.bench;

import io.consentledger.cli.home.Parties;
import io.consentledger.cli.home.Wallet;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** New customers of one organisation, in memory only, and what they and it sign. Any thread. */
final class Customers {
  static final String PROCESS = "bench@1";
  static final String CATEGORY = "EmailAddress";

  private static final NoticeRef NOTICE = new NoticeRef("bench-notice", 1);
  private static final Duration VALIDITY = Duration.ofDays(1);

  private static final Duration GRANT_VALIDITY = Duration.ofDays(365);

  private final Parties parties;
  private final Organisation controller;
  private final SigningKey controllerKey;
  private final InstantSource clock;
  private final SecureRandom random;
  private final List<SigningKey> keys = new ArrayList<>();
  private final List<SubjectRef> references = new ArrayList<>();

  Customers(
      Parties parties,
      Organisation controller,
      SigningKey controllerKey,
      InstantSource clock,
      SecureRandom random) {
    this.parties = parties;
    this.controller = controller;
    this.controllerKey = controllerKey;
    this.clock = clock;
    this.random = random;
  }

  /** Makes {@code count} customers, each with a seed of their own. */
  void make(int count) {
    for (int i = 0; i < count; i++) {
      byte[] seed = new byte[Wallet.SEED_SIZE_BYTES];
      random.nextBytes(seed);
      try (Wallet wallet = new Wallet("bench", SecretBytes.owning(seed))) {
        SigningKey key = wallet.keyFor(controller.partyId().digest(), Wallet.FIRST_EPOCH);
        keys.add(key);
        references.add(
            SubjectRef.of(parties.networkId(), controller.partyId(), key.verifyingKey()));
      }
    }
  }

  int count() {
    return keys.size();
  }

  String reference(int customer) {
    return references.get(customer).toHex();
  }

  /** The organisation opens its relationship with a customer. */
  Transaction opening(int customer) {
    return seal(
        OpenRelationship.prove(
            parties.networkId(),
            Salt.random(random),
            controller.partyId(),
            keys.get(customer),
            Assurance.SUBJECT_HELD),
        controllerKey);
  }

  Transaction notice() {
    return seal(
        new PublishNotice(
            Salt.random(random),
            controller.partyId(),
            NOTICE.id(),
            NOTICE.version(),
            List.of("en"),
            "https://" + controller.name() + ".example/bench",
            Digest.ZERO),
        controllerKey);
  }

  Transaction process() {
    ProcessRef process = ProcessRef.ofText(PROCESS);
    return seal(
        new DeclareProcess(
            Salt.random(random),
            controller.partyId(),
            process.id(),
            process.version(),
            NOTICE,
            List.of("DirectMarketing"),
            "Consent",
            List.of(CATEGORY),
            List.of(),
            List.of("DE"),
            365,
            "DE",
            List.of()),
        controllerKey);
  }

  /** A customer's consent to the process. */
  Transaction grant(int customer) {
    return seal(
        new DecideConsent(
            Salt.random(random),
            controller.partyId(),
            references.get(customer),
            DecisionCode.GIVEN,
            ProcessRef.ofText(PROCESS),
            NOTICE,
            "en",
            List.of(CATEGORY),
            clock.instant().plus(GRANT_VALIDITY).toEpochMilli()),
        keys.get(customer));
  }

  /** A customer's opt-out signal, signed by the customer: 472 bytes or so on the wire. */
  Transaction signal(int number) {
    int customer = number % keys.size();
    Right[] rights = Right.values();
    return seal(
        new SetPreference(
            Salt.random(random),
            controller.partyId(),
            references.get(customer),
            rights[number / keys.size() % rights.length],
            PreferenceValue.OPTED_OUT,
            PreferenceSource.GPC),
        keys.get(customer));
  }

  private Transaction seal(Payload payload, SigningKey key) {
    return Transaction.sign(
        parties.networkId(),
        payload.kind(),
        payload.stream(parties.networkId()),
        Statement.ANY_SEQ,
        clock.instant().plus(VALIDITY).toEpochMilli(),
        CanonicalJson.encode(payload.toJson()),
        key);
  }
}
