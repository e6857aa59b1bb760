package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that can't apply what is committed stops; the others go on. */
class FailStopTest {
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
  void aFollowerThatCannotApplyStopsAndTheOthersGoOn() throws Exception {
    String leader = group.leader();
    String broken = group.follower();
    List<OrdererException> told = new CopyOnWriteArrayList<>();
    group.node(broken).addFailureListener(told::add);
    breakOn(broken, "poison");
    Eventually.get(group.node(leader).propose(Bytes.utf8("fine")));
    Eventually.get(group.node(leader).propose(Bytes.utf8("poison")));
    Eventually.get(group.node(leader).propose(Bytes.utf8("after")));
    Eventually.holds("listeners are told", () -> !told.isEmpty());
    assertThat(told).hasSize(1);
    assertThat(told.get(0).code()).isEqualTo("apply-failed");
    OrdererStatus status = group.node(broken).status();
    assertThat(status.role()).isEqualTo(OrdererStatus.Role.FAILED);
    assertThat(status.failure()).hasRootCauseMessage("can't apply poison");
    assertThat(group.ledger(broken).read(Bytes::utf8)).doesNotContain("poison", "after");
    assertThat(group.ledger(leader).read(Bytes::utf8)).containsExactly("fine", "poison", "after");
    List<OrdererException> late = new CopyOnWriteArrayList<>();
    group.node(broken).addFailureListener(late::add);
    Eventually.holds("one who comes late is told too", () -> !late.isEmpty());
  }

  @Test
  void aLeaderThatCannotApplyStopsAndItsProposalsEnd() throws Exception {
    String leader = group.leader();
    RatisOrderer node = group.node(leader);
    breakOn(leader, "poison");
    Throwable failed = Eventually.failureOf(node.propose(Bytes.utf8("poison")));
    assertThat(failed).isInstanceOf(OutcomeUnknownException.class);
    Eventually.holds("it stopped", () -> node.status().failure() != null);
    assertThat(Eventually.failureOf(node.propose(Bytes.utf8("more"))))
        .isInstanceOfSatisfying(
            OrdererException.class, e -> assertThat(e.code()).isEqualTo("orderer-stopped"));
    group.stop(leader);
    String next = group.leader();
    Eventually.get(group.node(next).propose(Bytes.utf8("after")));
    assertThat(group.ledger(next).read(Bytes::utf8)).containsExactly("poison", "after");
  }

  @Test
  void repairedItGoesOnWithoutAHole() throws Exception {
    String leader = group.leader();
    String broken = group.follower();
    RatisOrderer node = group.node(broken);
    breakOn(broken, "poison");
    Eventually.get(group.node(leader).propose(Bytes.utf8("poison")));
    Eventually.get(group.node(leader).propose(Bytes.utf8("after")));
    Eventually.holds("it stopped", () -> node.status().failure() != null);
    group.stop(broken);
    group.ledger(broken).beforeApply((position, batch) -> {});
    group.start(broken);
    group.awaitSame(leader, broken);
    assertThat(group.ledger(broken).read(Bytes::utf8)).containsExactly("poison", "after");
  }

  private void breakOn(String id, String text) {
    group
        .ledger(id)
        .beforeApply(
            (position, batch) -> {
              if (batch.utf8().equals(text)) {
                throw new IllegalStateException("can't apply " + text);
              }
            });
  }
}
