package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderingTest {
  @TempDir Path directory;
  private TestGroup group;

  @BeforeEach
  void start() throws Exception {
    group = new TestGroup(directory, 3).startAll();
  }

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void keepsTheOrderOfProposalsInFlightOnEveryNode() throws Exception {
    String leader = group.leader();
    int count = 400;
    Deque<CompletableFuture<Position>> window = new ArrayDeque<>();
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (window.size() == 16) {
        positions.add(Eventually.get(window.removeFirst()));
      }
      window.addLast(group.node(leader).propose(Bytes.utf8("batch " + i)));
    }
    for (CompletableFuture<Position> last : window) {
      positions.add(Eventually.get(last));
    }
    List<String> expected = IntStream.range(0, count).mapToObj(i -> "batch " + i).toList();
    assertThat(group.ledger(leader).read(Bytes::utf8)).isEqualTo(expected);
    assertThat(positions).isSorted().doesNotHaveDuplicates().hasSize(count);
    group.awaitSame(leader, "n1", "n2", "n3");
    assertThat(group.node(leader).status().batchesInFlight()).isZero();
  }

  @Test
  void followerRefusesAndNamesTheLeader() {
    String leader = group.leader();
    String follower = group.follower();
    Eventually.holds(
        "the follower knows the leader",
        () -> leader.equals(group.node(follower).status().leaderId()));
    Throwable refused = Eventually.failureOf(group.node(follower).propose(Bytes.utf8("not here")));
    assertThat(refused)
        .isInstanceOfSatisfying(
            NotLeaderException.class, e -> assertThat(e.leaderId()).contains(leader));
    assertThat(group.ledger(leader).batches()).isEmpty();
  }

  @Test
  void readBarrierOnAFollowerSeesWhatWasAcknowledgedBefore() throws Exception {
    String leader = group.leader();
    String follower = group.follower();
    for (int i = 0; i < 20; i++) {
      Position written = Eventually.get(group.node(leader).propose(Bytes.utf8("batch " + i)));
      Position seen = Eventually.get(group.node(follower).readBarrier());
      assertThat(seen).isGreaterThanOrEqualTo(written);
      assertThat(group.ledger(follower).batches()).hasSizeGreaterThanOrEqualTo(i + 1);
    }
  }

  /**
   * A leader once stopped for ever: its engine answered a barrier under a lock, and the next
   * barrier, asked for from within the answer, waited for that lock.
   */
  @Test
  void readBarriersMayBeAskedForFromWithinAnAnswer() throws Exception {
    RatisOrderer leader = group.node(group.leader());
    List<CompletableFuture<Position>> chains = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      chains.add(barriersInARow(leader, 25));
    }
    for (CompletableFuture<Position> chain : chains) {
      Eventually.get(chain);
    }
    Eventually.get(leader.propose(Bytes.utf8("still in charge")));
  }

  private static CompletableFuture<Position> barriersInARow(RatisOrderer node, int count) {
    CompletableFuture<Position> first = node.readBarrier();
    return count == 1 ? first : first.thenCompose(seen -> barriersInARow(node, count - 1));
  }

  @Test
  void refusesABatchOverTheLimit() {
    String leader = group.leader();
    Bytes large = Bytes.owning(new byte[Limits.BATCH_BYTES_MAX + 1]);
    assertThat(Eventually.failureOf(group.node(leader).propose(large)))
        .isInstanceOfSatisfying(
            OrdererException.class, e -> assertThat(e.code()).isEqualTo("batch-too-large"));
  }

  @Test
  void carriesABatchOfTheLargestSize() throws Exception {
    Bytes large = Bytes.owning(new byte[Limits.BATCH_BYTES_MAX]);
    String leader = group.leader();
    Eventually.get(group.node(leader).propose(large));
    group.awaitSame(leader, "n1", "n2", "n3");
    assertThat(group.ledger("n1").batches()).containsExactly(large);
  }

  @Test
  void handsLeadershipOverAndTellsListeners() throws Exception {
    String leader = group.leader();
    String heir = group.follower();
    List<Leadership> seen = new CopyOnWriteArrayList<>();
    group.node(heir).addLeadershipListener(seen::add);
    Eventually.get(group.node(leader).transferLeadership(heir));
    assertThat(group.leader()).isEqualTo(heir);
    Eventually.holds("the heir is told", () -> seen.stream().anyMatch(Leadership::leading));
    assertThat(seen.get(seen.size() - 1).leaderId()).isEqualTo(heir);
    Eventually.get(group.node(heir).propose(Bytes.utf8("under the new leader")));
    group.awaitSame(heir, "n1", "n2", "n3");
    assertThat(Eventually.failureOf(group.node(leader).transferLeadership(heir)))
        .isInstanceOf(NotLeaderException.class);
  }

  @Test
  void anotherLeaderTakesOverAndEveryAcknowledgedBatchStays() throws Exception {
    String first = group.leader();
    Eventually.get(group.node(first).propose(Bytes.utf8("one")));
    group.stop(first);
    String second = group.leader();
    assertThat(second).isNotEqualTo(first);
    Eventually.get(group.node(second).propose(Bytes.utf8("two")));
    assertThat(group.ledger(second).read(Bytes::utf8)).containsExactly("one", "two");
    group.start(first);
    group.awaitSame(second, "n1", "n2", "n3");
  }

  @Test
  void boundsWhatIsInFlightAndIsHonestAboutWhatIsUnknown() throws Exception {
    group.stopAll();
    group.adjust(config -> config.withInFlight(1_000, 2), EngineTuning.DEFAULT).startAll();
    String leader = group.leader();
    RatisOrderer node = group.node(leader);
    CountDownLatch applyGoesOn = new CountDownLatch(1);
    group.ledger(leader).beforeApply((position, batch) -> await(applyGoesOn));
    CompletableFuture<Position> first = node.propose(Bytes.utf8("one"));
    CompletableFuture<Position> second = node.propose(Bytes.utf8("two"));
    CompletableFuture<Position> fromWithinTheAnswer =
        first.exceptionallyCompose(unknown -> node.propose(Bytes.utf8("again")));
    CompletableFuture<Position> third = node.propose(Bytes.utf8("three"));
    assertThat(Eventually.failureOf(third)).isInstanceOf(OverloadedException.class);
    assertThat(node.status().batchesInFlight()).isEqualTo(2);
    List.copyOf(group.running.keySet()).stream()
        .filter(id -> !id.equals(leader))
        .forEach(group::stop);
    assertThat(Eventually.failureOf(first)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(Eventually.failureOf(second)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(Eventually.failureOf(fromWithinTheAnswer)).isInstanceOf(OrdererException.class);
    applyGoesOn.countDown();
    assertThat(Eventually.failureOf(node.propose(Bytes.utf8("four"))))
        .isInstanceOf(NotLeaderException.class);
    assertThat(Eventually.failureOf(node.readBarrier())).isInstanceOf(OrdererException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("nobody let it go on");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aClosedOrdererRefusesEverything() {
    RatisOrderer node = group.node("n1");
    group.stop("n1");
    node.close();
    assertThat(node.status().role()).isEqualTo(OrdererStatus.Role.STOPPED);
    for (CompletableFuture<?> call :
        List.of(node.propose(Bytes.EMPTY), node.readBarrier(), node.transferLeadership("n2"))) {
      assertThat(Eventually.failureOf(call))
          .isInstanceOfSatisfying(
              OrdererException.class, e -> assertThat(e.code()).isEqualTo("orderer-stopped"));
    }
  }
}
