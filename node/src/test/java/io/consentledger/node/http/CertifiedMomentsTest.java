package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.consentledger.consensus.Position;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.Limits;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.pipeline.ReadBarriers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertifiedMomentsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private Genesis genesis;
  private Ledger ledger;
  private SigningKey validator;
  private Author author;
  private Reads reads;
  private int notices;

  @BeforeEach
  void open() throws Exception {
    TestNetwork network = TestNetwork.make(directory, 1);
    NodeConfig config = ConfigReader.read(network.node(0).config());
    genesis = Genesis.parse(Bytes.owning(Files.readAllBytes(config.genesis())));
    ledger = Ledger.open(config.dataDir().resolve("ledger"), genesis);
    validator = KeyFiles.read(config.validatorKey());
    author = network.author(0);
    ReadBarriers barriers =
        new ReadBarriers(() -> CompletableFuture.completedFuture(new Position(1, 1)), () -> {});
    Readiness readiness = new Readiness(InstantSource.system(), new NodeMetrics());
    readiness.clear(Condition.STARTING);
    reads = new Reads(new ReadGate(barriers, readiness, () -> 0, () -> 0), ledger::snapshot);
  }

  @AfterEach
  void close() {
    reads.close();
    validator.close();
    ledger.close();
  }

  @Test
  void waitsForTheCertificateOfItsOwnMoment() throws Exception {
    block();
    CompletableFuture<Answer> answer = ask(new CertifiedMoments(reads, ledger, LONG));
    assertThat(answer).isNotDone();
    certify(1);

    assertThat(answer.get(10, TimeUnit.SECONDS).body().utf8()).isEqualTo("1");
  }

  @Test
  void takesANewerMomentWhereItsOwnWasPassedOver() throws Exception {
    block();
    CompletableFuture<Answer> answer = ask(new CertifiedMoments(reads, ledger, LONG));
    block();
    certify(2);

    assertThat(answer.get(10, TimeUnit.SECONDS).body().utf8()).isEqualTo("2");
  }

  @Test
  void saysThatNothingIsCertifiedYet() {
    block();
    CompletableFuture<Answer> answer = ask(new CertifiedMoments(reads, ledger, Duration.ZERO));

    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ProblemException.class)
        .hasMessageContaining("has no certificate here");
  }

  @Test
  void holdsSoManyMomentsAtATime() throws Exception {
    block();
    CertifiedMoments moments = new CertifiedMoments(reads, ledger, LONG);
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < Limits.PROOFS_AT_A_TIME_MAX; i++) {
      waiting.add(ask(moments));
    }
    AtomicBoolean certified = new AtomicBoolean();
    CompletableFuture<Answer> next =
        moments
            .read(
                new Caller(),
                (moment, certificate) -> {
                  assertThat(certified).isTrue();
                  return Answer.text(200, "text/plain", "");
                })
            .toCompletableFuture();
    assertThat(next).as("waits for its turn").isNotDone();

    certified.set(true);
    certify(1);
    next.get(10, TimeUnit.SECONDS);
    for (CompletableFuture<Answer> one : waiting) {
      one.get(10, TimeUnit.SECONDS);
    }
    assertThat(ask(moments).get(10, TimeUnit.SECONDS).body().utf8()).isEqualTo("1");
  }

  /** Readers that end what they have and take no more refuse as a full queue does. */
  @Test
  void givesItsPlaceBackWhereNoReaderTakesTheNextLook() throws Exception {
    block();
    CompletableFuture<Answer> answer = ask(new CertifiedMoments(reads, ledger, LONG));
    reads.close();

    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aCallerThatIsGoneHoldsNoMoment() throws Exception {
    block();
    CertifiedMoments moments = new CertifiedMoments(reads, ledger, LONG);
    for (int i = 0; i < 2 * Limits.PROOFS_AT_A_TIME_MAX; i++) {
      Caller gone = new Caller();
      CompletableFuture<Answer> answer =
          moments.read(gone, (moment, certificate) -> fail("for nobody")).toCompletableFuture();
      gone.leave();
      reads.forget(gone);
      assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CallerGoneException.class);
    }
  }

  /** In whatever class the ledger is walked over. */
  @Test
  void eachReadEndsOnceTheCallerIsGone() {
    block();
    Caller caller = new Caller();
    try (LedgerSnapshot moment = new WantedSnapshot(ledger.snapshot(), caller, () -> {})) {
      assertThat(moment.records(1, 0, 10)).hasSize(1);
      caller.leave();
      assertThatThrownBy(() -> moment.records(1, 0, 10)).isInstanceOf(CallerGoneException.class);
      assertThatThrownBy(() -> moment.block(1)).isInstanceOf(CallerGoneException.class);
      assertThatThrownBy(moment::state).isInstanceOf(CallerGoneException.class);
    }
  }

  /** Answers with the height of the moment and requires the certificate to be its own. */
  private static CompletableFuture<Answer> ask(CertifiedMoments moments) {
    return moments
        .read(
            new Caller(),
            (moment, certificate) -> {
              assertThat(certificate.headerHash()).isEqualTo(moment.tip().headerHash());
              return Answer.text(200, "text/plain", Long.toString(moment.tip().height()));
            })
        .toCompletableFuture();
  }

  private void block() {
    notices++;
    List<Transaction> notice = List.of(author.notice(notices));
    ledger.apply(
        1,
        ledger.applied().index() + 1,
        System.currentTimeMillis(),
        ledger.verifier().verifyAll(notice, Runnable::run, 1));
  }

  private void certify(long height) {
    Vote vote =
        Vote.sign(
            genesis.networkId().digest(),
            height,
            0,
            ledger.header(height).orElseThrow().hash(),
            validator);
    ledger.putCertificate(Certificate.of(genesis.validatorSet(), List.of(vote)));
  }
}
