package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.consensus.FailureListener;
import io.consentledger.consensus.Leadership;
import io.consentledger.consensus.LeadershipListener;
import io.consentledger.consensus.NotLeaderException;
import io.consentledger.consensus.Orderer;
import io.consentledger.consensus.OrdererStatus;
import io.consentledger.consensus.OutcomeUnknownException;
import io.consentledger.consensus.Position;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.node.config.LimitSettings;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.network.TestNetwork;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProposerTest {
  private static final LimitSettings LIMITS =
      new LimitSettings(
          1000, 1_000_000, 5, 100_000, Duration.ofMillis(4), 2, Duration.ofSeconds(30), 1);

  private final TestTransactions transactions = new TestTransactions();
  private final Mempool mempool = new Mempool(1000, 1_000_000);
  private final RecordingOrderer orderer = new RecordingOrderer();
  private final NodeMetrics metrics = new NodeMetrics();
  private final SigningKey key = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
  private final AtomicInteger unsignable = new AtomicInteger();
  private final Proposer proposer =
      new Proposer(
          mempool,
          (term, number, batch) -> {
            if (unsignable.getAndDecrement() > 0) {
              throw new IllegalStateException("the key is out of reach");
            }
            return Batch.sign(NetworkId.fromHex("01".repeat(32)), term, number, 1, batch, key);
          },
          LIMITS,
          metrics);

  @AfterEach
  void stop() {
    proposer.close();
    metrics.close();
  }

  private List<Pending> add(int count) {
    List<Pending> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Pending pending = transactions.next(Pending.CLIENT);
      mempool.offer(pending);
      added.add(pending);
    }
    proposer.wake();
    return added;
  }

  private void lead(boolean leading) {
    lead(leading, 1);
  }

  private void lead(boolean leading, long term) {
    proposer.leadershipChanged(new Leadership(leading, term, leading ? "a" : "b"));
  }

  private static List<TxId> ids(List<Pending> pending) {
    return pending.stream().map(Pending::id).toList();
  }

  @Test
  void proposesOnlyWhileItLeads() {
    proposer.start(orderer);
    List<Pending> added = add(3);
    assertThat(orderer.batches).isEmpty();

    lead(true);

    TestNetwork.await("a batch", () -> orderer.batches.size() == 1);
    assertThat(orderer.ids(0)).isEqualTo(ids(added));
  }

  @Test
  void goesOnWhereABatchCouldNotBeSignedOrHandedOver() {
    unsignable.set(2);
    orderer.broken.set(2);
    List<Pending> added = add(3);
    lead(true);
    proposer.start(orderer);

    TestNetwork.await("a batch", () -> orderer.batches.size() == 1);
    assertThat(orderer.ids(0)).isEqualTo(ids(added));
    assertThat(proposer.inFlight()).isEqualTo(1);
  }

  @Test
  void saysThatItCanNotMakeBatchesUntilItCan() {
    unsignable.set(Integer.MAX_VALUE);
    add(3);
    lead(true);
    proposer.start(orderer);
    TestNetwork.await("the reason", () -> proposer.failing().isPresent());
    assertThat(proposer.failing()).contains("the key is out of reach");

    unsignable.set(0);

    TestNetwork.await("a batch", () -> orderer.batches.size() == 1);
    TestNetwork.await("no reason", () -> proposer.failing().isEmpty());
    assertThat(proposer.isRunning()).isTrue();
  }

  @Test
  void saysThatItHasEndedWhereAnErrorEndsIt() {
    orderer.error.set(true);
    add(3);
    lead(true);
    proposer.start(orderer);

    TestNetwork.await("its end", () -> !proposer.isRunning());
  }

  @Test
  void keepsToTheBatchesInFlight() {
    List<Pending> added = add(20);
    lead(true);
    proposer.start(orderer);
    TestNetwork.await("two batches", () -> orderer.batches.size() == 2);
    assertThat(proposer.inFlight()).isEqualTo(2);

    orderer.answers.get(0).complete(new Position(1, 1));

    TestNetwork.await("a third batch", () -> orderer.batches.size() == 3);
    assertThat(orderer.ids(0)).isEqualTo(ids(added.subList(0, 5)));
    assertThat(orderer.ids(1)).isEqualTo(ids(added.subList(5, 10)));
    assertThat(orderer.ids(2)).isEqualTo(ids(added.subList(10, 15)));
  }

  @Test
  void proposesAgainWhatWasNotTakenOrHasNoKnownOutcome() {
    List<Pending> added = add(3);
    lead(true);
    proposer.start(orderer);
    TestNetwork.await("a batch", () -> orderer.batches.size() == 1);

    orderer.answers.get(0).completeExceptionally(new NotLeaderException("b"));
    TestNetwork.await("a second batch", () -> orderer.batches.size() == 2);
    orderer
        .answers
        .get(1)
        .completeExceptionally(new OutcomeUnknownException("lost", new Exception("cause")));

    TestNetwork.await("a third batch", () -> orderer.batches.size() == 3);
    assertThat(orderer.ids(1)).isEqualTo(ids(added));
    assertThat(orderer.ids(2)).isEqualTo(ids(added));
  }

  @Test
  void proposesAgainWhatWasOrderedInALaterTermThanItWasSignedIn() {
    List<Pending> added = add(3);
    lead(true);
    proposer.start(orderer);
    TestNetwork.await("a batch", () -> orderer.batches.size() == 1);

    lead(true, 4);
    orderer.answers.get(0).complete(new Position(4, 9));

    TestNetwork.await("a second batch", () -> orderer.batches.size() == 2);
    assertThat(orderer.ids(1)).isEqualTo(ids(added));
    assertThat(orderer.batch(1).head().term()).isEqualTo(4);
  }

  @Test
  void givesNoNumberTwiceInATermEvenWhereTheFirstWasRefused() {
    add(1);
    lead(true);
    proposer.start(orderer);
    for (int batch = 1; batch <= 3; batch++) {
      int taken = batch;
      TestNetwork.await("batch " + taken, () -> orderer.batches.size() == taken);
      assertThat(orderer.batch(taken - 1).head().number()).isEqualTo(taken);
      orderer.answers.get(taken - 1).completeExceptionally(new NotLeaderException("b"));
    }
    lead(false, 2);
    lead(true, 3);
    TestNetwork.await("a batch of the new term", () -> lastTerm() == 3);
    assertThat(orderer.batch(orderer.batches.size() - 1).head().number()).isEqualTo(1);
  }

  private long lastTerm() {
    int last = orderer.batches.size() - 1;
    if (orderer.batch(last).head().term() < 3) {
      orderer.answers.get(last).completeExceptionally(new NotLeaderException("b"));
    }
    return orderer.batch(last).head().term();
  }

  /** Takes batches and answers when told to. */
  private static final class RecordingOrderer implements Orderer {
    final List<Bytes> batches = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Position>> answers = new CopyOnWriteArrayList<>();
    final AtomicInteger broken = new AtomicInteger();
    final AtomicBoolean error = new AtomicBoolean();

    List<TxId> ids(int index) {
      return batch(index).transactions().stream().map(it -> it.id()).toList();
    }

    Batch batch(int index) {
      try {
        return Batch.decode(batches.get(index));
      } catch (ChainException impossible) {
        throw new AssertionError(impossible);
      }
    }

    @Override
    public void start() {}

    @Override
    public CompletableFuture<Position> propose(Bytes batch) {
      if (error.get()) {
        throw new OutOfMemoryError("for the test");
      }
      if (broken.getAndDecrement() > 0) {
        throw new IllegalStateException("the engine is broken");
      }
      CompletableFuture<Position> answer = new CompletableFuture<>();
      answers.add(answer);
      batches.add(batch);
      return answer;
    }

    @Override
    public CompletableFuture<Position> readBarrier() {
      return CompletableFuture.failedFuture(new NotLeaderException(null));
    }

    @Override
    public OrdererStatus status() {
      return new OrdererStatus(OrdererStatus.Role.LEADER, 1, "a", -1, -1, -1, 0, 0, null);
    }

    @Override
    public void addLeadershipListener(LeadershipListener listener) {}

    @Override
    public void addFailureListener(FailureListener listener) {}

    @Override
    public CompletableFuture<Void> transferLeadership(String nodeId) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
