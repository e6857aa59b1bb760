package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.ledger.tx.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class CandidateVerifierTest {
  private final TestNetwork network = new TestNetwork();
  private final CandidateVerifier verifier =
      new CandidateVerifier(network.id(), network.genesis::partyKey, 1L << 20);

  @Test
  void verifiesEachTransactionOnce() {
    List<Transaction> story = network.story(3);
    verifier.verify(story.get(0));
    assertThat(verifier.verifications()).isEqualTo(1);

    verifier.verifyAll(story, Runnable::run, 1);
    verifier.verifyAll(story, Runnable::run, 1);
    assertThat(verifier.verifications()).isEqualTo(story.size());
  }

  @Test
  void forgetsWhatIsBeyondItsLimit() {
    CandidateVerifier small = new CandidateVerifier(network.id(), network.genesis::partyKey, 4_500);
    Transaction notice = network.notice();
    Transaction process = network.process();
    small.verify(notice);
    small.verify(process);
    small.verify(notice);
    assertThat(small.verifications()).isEqualTo(3);
  }

  @Test
  void givesTheSameOnManyThreads() {
    List<Transaction> story = network.story(20);
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      List<Candidate> candidates = verifier.verifyAll(story, executor, 4);
      assertThat(candidates).allMatch(Candidate.Verified.class::isInstance);
      assertThat(candidates).extracting(Candidate::transaction).isEqualTo(story);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void doesAllItselfWhereTheExecutorIsFull() {
    List<Candidate> candidates =
        verifier.verifyAll(
            network.story(3),
            task -> {
              throw new RejectedExecutionException("full");
            },
            4);
    assertThat(candidates).allMatch(Candidate.Verified.class::isInstance);
  }

  @Test
  void endsEvenWhereTheExecutorNeverRuns() {
    assertThat(verifier.verifyAll(network.story(3), task -> {}, 4)).hasSize(11);
  }

  @Test
  void handsOnAFailureOfTheSourceOfKeys() {
    CandidateVerifier broken =
        new CandidateVerifier(
            network.id(),
            id -> {
              throw new IllegalStateException("no keys today");
            },
            10);
    List<Transaction> story = network.story(1);
    assertThatThrownBy(() -> broken.verifyAll(story, Runnable::run, 1)).hasMessage("no keys today");
  }

  @Test
  void countsNoVerificationForAnUnknownKey() {
    CandidateVerifier keyless = new CandidateVerifier(network.id(), id -> Optional.empty(), 10);
    assertThat(keyless.verify(network.notice()))
        .isInstanceOfSatisfying(
            Candidate.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(Candidate.KEY_UNKNOWN));
    assertThat(keyless.verifications()).isZero();
  }
}
