package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stolen key, and what the ledger makes of it from its revocation on. */
final class RevokedKeyTest {
  @TempDir Path directory;
  private final TestNetwork network = new TestNetwork();
  private final TestNetwork.Customer customer = network.customer("alice");
  private final KeyId key = customer.key().verifyingKey().id();
  private TestLedger made;

  @BeforeEach
  void open() throws LedgerException {
    made = new TestLedger(directory.resolve("ledger"), network);
    made.apply(network.story(0));
    made.apply(network.open(customer));
  }

  @AfterEach
  void close() {
    made.close();
  }

  @Test
  void countsUpToItsRevocationAndNotAfterItInTheSameBatch() {
    Transaction grant = network.grant(customer);
    List<TransactionResult> results =
        made.apply(grant, network.revoke(customer), network.withdraw(customer)).results();

    assertThat(results.get(0)).isInstanceOf(TransactionResult.Committed.class);
    assertThat(results.get(1)).isInstanceOf(TransactionResult.Committed.class);
    assertThat(results.get(2))
        .isInstanceOfSatisfying(
            TransactionResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("key-revoked"));
    assertThat(made.rejection(network.withdraw(customer))).isEqualTo("key-revoked");
    assertThat(made.one(grant))
        .as("what was recorded before is still answered with its place")
        .isInstanceOf(TransactionResult.Duplicate.class);
  }

  @Test
  void fillsTheStreamOfTheKeyOnly() {
    made.apply(network.revoke(customer));

    assertThat(made.ledger.history(StreamId.ofKey(key), 1, 10))
        .extracting(recorded -> recorded.entry().kind())
        .containsExactly(Kind.REVOKE_KEY);
    assertThat(made.ledger.newestSeq(StreamId.ofSubject(network.id(), customer.ref())))
        .isEqualTo(1);
  }

  @Test
  void isRefusedInAnyOtherStream() {
    RevokeKey payload = new RevokeKey(network.salt(), key, RevocationReason.UNUSED);
    Transaction filed = network.sign(payload, customer.key());
    Transaction misfiled =
        Transaction.sign(
            network.id(),
            Kind.REVOKE_KEY,
            StreamId.ofChallenge(network.id()),
            Statement.ANY_SEQ,
            -1L,
            filed.payload(),
            customer.key());

    assertThat(made.rejection(misfiled)).isEqualTo("stream-mismatch");
    assertThat(made.one(filed)).isInstanceOf(TransactionResult.Committed.class);
  }

  @Test
  void staysRevokedAfterARestartAndOnANodeThatImportsTheBlocks() throws Exception {
    made.apply(network.challenge(customer.key()), network.revoke(customer));
    made.close();
    made = new TestLedger(directory.resolve("ledger"), network);
    assertThat(made.rejection(network.challenge(customer.key()))).isEqualTo("key-revoked");

    try (TestLedger other = new TestLedger(directory.resolve("other"), network)) {
      for (long height = 1; height <= made.ledger.tip().height(); height++) {
        Block wire = Block.decode(made.ledger.block(height).orElseThrow().encode());
        other.ledger.importBlock(wire, 1, height, Runnable::run, 1);
      }
      assertThat(other.ledger.tip()).isEqualTo(made.ledger.tip());
      Candidate late = other.ledger.verifier().verify(network.challenge(customer.key()));
      assertThat(other.ledger.apply(1, 100, made.ledger.tip().timeMs(), List.of(late)).results())
          .singleElement()
          .isInstanceOfSatisfying(
              TransactionResult.Rejected.class,
              rejected -> assertThat(rejected.code()).isEqualTo("key-revoked"));
    }
  }

  @Test
  void challengesStandInOneStreamWhoeverDrewThem() {
    made.apply(network.challenge(customer.key()), network.challenge(network.bankKey));
    made.apply(network.challenge(TestNetwork.key("insurer")));

    assertThat(made.ledger.history(StreamId.ofChallenge(network.id()), 1, 10))
        .extracting(recorded -> recorded.entry().seq())
        .containsExactly(1L, 2L, 3L);
    assertThat(made.rejection(network.challenge(TestNetwork.key("nobody"))))
        .isEqualTo("key-unknown");
  }
}
