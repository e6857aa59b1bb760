package io.consentledger.node.pipeline;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.verify.TransactionVerifier;
import io.consentledger.node.network.Author;
import java.security.SecureRandom;

/** Verified transactions of a network that exists nowhere. */
final class TestTransactions {
  private static final String NETWORK = "01".repeat(32);

  private final SigningKey key = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
  private final Author author = new Author(NETWORK, key);
  private int version;

  Pending next(String source) {
    return next(source, Author.inAnHour(), 0);
  }

  Pending next(String source, long notAfterMs, long admittedMs) {
    Transaction transaction = author.sign(author.noticePayload(++version), -1, notAfterMs);
    try {
      return Pending.of(
          new TransactionVerifier(transaction.statement().networkId())
              .verify(transaction, key.verifyingKey()),
          transaction.encode(),
          source,
          admittedMs);
    } catch (TransactionException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
