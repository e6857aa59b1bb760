package io.consentledger.node.pipeline;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.Candidate;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisBuilder;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.genesis.ValidatorNode;
import io.consentledger.ledger.genesis.Vocabulary;
import io.consentledger.node.network.Author;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** A ledger with as many blocks of one transaction as wanted, and its only validator's key. */
final class MadeChain implements AutoCloseable {
  private static final SigningKey BANK = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
  private static final SigningKey VALIDATOR =
      SigningKey.generate(Algorithm.ED25519, new SecureRandom());
  private static final Genesis GENESIS = genesis();

  private final Author author = new Author(GENESIS.networkId().toHex(), BANK);
  private final Ledger ledger;

  MadeChain(Path directory) throws LedgerException {
    ledger = Ledger.open(directory, GENESIS);
  }

  private static Genesis genesis() {
    try {
      return new GenesisBuilder(
              "made",
              System.currentTimeMillis(),
              new Vocabulary(
                  "dpv", "2.3", io.consentledger.ledger.model.Vocabulary.shipped().sha256()))
          .organisation(
              new Organisation(
                  "bank",
                  "The bank",
                  List.of(Role.CONTROLLER),
                  "EU",
                  BANK.verifyingKey(),
                  Bytes.utf8("stands for a certificate"),
                  Optional.of(new ValidatorNode("bank-1", VALIDATOR.verifyingKey()))))
          .build();
    } catch (GenesisException wrong) {
      throw new AssertionError(wrong);
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /** Adds blocks, each of a notice of its own. */
  void grow(int blocks) {
    for (int i = 0; i < blocks; i++) {
      long next = ledger.tip().height() + 1;
      List<Candidate> candidates =
          ledger.verifier().verifyAll(List.of(author.notice((int) next)), Runnable::run, 1);
      ledger.apply(1, next, ledger.tip().timeMs() + 1, candidates);
    }
  }

  void certify(long height) {
    ledger.putCertificate(certificate(height, VALIDATOR));
  }

  /** A certificate of this block by a key of one's choice. */
  Certificate certificate(long height, SigningKey signer) {
    Digest hash = hash(height);
    Vote vote = Vote.sign(GENESIS.networkId().digest(), height, 0, hash, signer);
    return new Certificate(
        height, 0, hash, List.of(new Certificate.Signed(vote.signer(), vote.signature())));
  }

  Digest hash(long height) {
    return ledger.header(height).map(Header::hash).orElseThrow();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
