package io.consentledger.node.e2e;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** A customer of one controller whose transactions a test signs itself, rightly or wrongly. */
final class Customer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long FAR_OFF_MS = 4_000_000_000_000L;

  private final Genesis genesis;
  private final Organisation controller;
  private final SigningKey controllerKey;
  private final SigningKey key = newKey();

  private Customer(Genesis genesis, Organisation controller, SigningKey controllerKey) {
    this.genesis = genesis;
    this.controller = controller;
    this.controllerKey = controllerKey;
  }

  /** A new customer of {@code controller}, not yet on the ledger. */
  static Customer of(Path home, String controller)
      throws IOException, GenesisException, CryptoException {
    Genesis genesis = Genesis.parse(Bytes.copyOf(Files.readAllBytes(home.resolve("genesis.json"))));
    return new Customer(
        genesis,
        genesis.organisation(controller).orElseThrow(),
        KeyFiles.read(home.resolve("parties").resolve(controller + ".key.pem")));
  }

  static SigningKey newKey() {
    return SigningKey.generate(Algorithm.ED25519, RANDOM);
  }

  SigningKey key() {
    return key;
  }

  SigningKey controllerKey() {
    return controllerKey;
  }

  SubjectRef subject() {
    return SubjectRef.of(genesis.networkId(), controller.partyId(), key.verifyingKey());
  }

  Transaction open() {
    return sign(
        OpenRelationship.prove(
            genesis.networkId(), salt(), controller.partyId(), key, Assurance.SUBJECT_HELD),
        controllerKey);
  }

  Transaction grant(String process, String notice, String category, SigningKey signer) {
    return sign(
        new DecideConsent(
            salt(),
            controller.partyId(),
            subject(),
            DecisionCode.GIVEN,
            new ProcessRef(process, 1),
            new NoticeRef(notice, 1),
            "en",
            List.of(category),
            System.currentTimeMillis() + 86_400_000L),
        signer);
  }

  Transaction withdraw(String process, SigningKey signer) {
    return sign(new WithdrawConsent(salt(), controller.partyId(), subject(), process), signer);
  }

  private Transaction sign(Payload payload, SigningKey signer) {
    return Transaction.sign(
        genesis.networkId(),
        payload.kind(),
        payload.stream(genesis.networkId()),
        Statement.ANY_SEQ,
        FAR_OFF_MS,
        CanonicalJson.encode(payload.toJson()),
        signer);
  }

  private static Salt salt() {
    return Salt.random(RANDOM);
  }
}
