package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower is down while the log that it needs is thrown away. */
class CatchUpTest {
  private static final int CHECKPOINT_ENTRIES = 20;

  @TempDir Path directory;
  private TestGroup group;
  private String leader;
  private String absent;

  @BeforeEach
  void purgePastAnAbsentFollower() throws Exception {
    group =
        new TestGroup(directory, 3)
            .adjust(
                config -> config.withCheckpoints(CHECKPOINT_ENTRIES, 0),
                new EngineTuning(8 * 1024, true))
            .startAll();
    group.commit(Bytes.utf8("seen by all"));
    Eventually.holds(
        "all have it",
        () -> group.ledgers.values().stream().allMatch(ledger -> ledger.batches().size() == 1));
    absent = group.follower();
    group.stop(absent);
    proposeMany(70);
    OrdererStatus status = group.node(leader).status();
    assertThat(status.snapshotIndex()).isGreaterThan(group.ledger(absent).applied().index());
    assertThat(status.logEntries()).isLessThan(status.commitIndex() / 2);
  }

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void adoptsTheLeadersCheckpointAndFollowsOn() throws Exception {
    group.ledger(absent).adoptFrom(target -> group.ledger(leader));
    group.start(absent);
    group.awaitSame(leader, absent);
    assertThat(group.ledger(absent).adoptions()).isPositive();
    proposeMany(5);
    group.awaitSame(leader, absent);
    Eventually.get(group.node(absent).readBarrier());
  }

  @Test
  void triesAgainWhileNoPeerIsInReach() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    group
        .ledger(absent)
        .adoptFrom(
            target -> {
              if (attempts.incrementAndGet() < 3) {
                throw new IOException("no peer is in reach");
              }
              return group.ledger(leader);
            });
    group.start(absent);
    group.awaitSame(leader, absent);
    assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
  }

  @Test
  void adoptsAtStartWhereItDiedInTheMiddle() throws Exception {
    // The checkpoint is installed, but adoption never succeeds: the node stops before it does.
    group.start(absent);
    Eventually.holds("adoption began", () -> group.ledger(absent).adoptions() > 0);
    group.stop(absent);
    assertThat(group.ledger(absent).batches()).hasSize(1);
    int before = group.ledger(absent).adoptions();
    // Now every other node is gone too: what start() does must come from the checkpoint alone.
    group.stopAll();
    group.ledger(absent).adoptFrom(target -> group.ledger(leader));
    group.start(absent);
    assertThat(group.ledger(absent).adoptions()).isGreaterThan(before);
    assertThat(group.ledger(absent).batches()).hasSizeGreaterThan(CHECKPOINT_ENTRIES);
    group.startAllMissing();
    proposeMany(1);
    group.awaitSame("n1", "n2", "n3");
  }

  @Test
  void stopsWhereTheCheckpointContradictsTheLedger() throws Exception {
    ListLedger liar = new ListLedger();
    group.ledger(absent).adoptFrom(target -> liar);
    RatisOrderer node = group.start(absent);
    Eventually.holds("it fails", () -> node.status().failure() != null);
    assertThat(node.status().role()).isEqualTo(OrdererStatus.Role.FAILED);
  }

  private void proposeMany(int count) {
    for (int i = 0; i < count; i++) {
      group.commit(Bytes.owning(new byte[500 + i]));
    }
    leader = group.leader();
  }
}
