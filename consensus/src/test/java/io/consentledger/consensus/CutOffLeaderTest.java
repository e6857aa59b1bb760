package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader that hears no quorum answers no read, not even in the seconds before it notices that it
 * leads nobody: another may have been elected, and may have committed more.
 */
class CutOffLeaderTest {
  @TempDir Path directory;
  private TestGroup group;
  private String leader = "";
  private String follower = "";

  @BeforeEach
  void startFourAndReadOnce() throws Exception {
    group = new TestGroup(directory, 4);
    group
        .adjust(
            config -> config.withElectionTimeout(Duration.ofSeconds(3), Duration.ofSeconds(6)),
            EngineTuning.DEFAULT)
        .startAll();
    leader = group.leader();
    follower = group.follower();
    group.commit(Bytes.utf8("what everybody has"));
    group.awaitSame(leader, "n1", "n2", "n3", "n4");
    // The engine itself asks nobody about an index that was confirmed once.
    Eventually.get(group.node(follower).readBarrier());
    Eventually.get(group.node(leader).readBarrier());
  }

  @AfterEach
  void stop() {
    group.close();
  }

  private void stopTheOtherTwo() {
    List.copyOf(group.running.keySet()).stream()
        .filter(id -> !id.equals(leader) && !id.equals(follower))
        .forEach(group::stop);
  }

  @Test
  void itsFollowerReadsNothing() {
    stopTheOtherTwo();
    assertThat(group.node(leader).status().role()).isEqualTo(OrdererStatus.Role.LEADER);
    assertThat(Eventually.failureOf(group.node(follower).readBarrier()))
        .isInstanceOf(OrdererException.class);
  }

  @Test
  void theLeaderItselfReadsNothingUntilAQuorumIsBack() throws Exception {
    stopTheOtherTwo();
    assertThat(group.node(leader).status().role()).isEqualTo(OrdererStatus.Role.LEADER);
    assertThat(Eventually.failureOf(group.node(leader).readBarrier()))
        .isInstanceOf(OrdererException.class);
    group.startAllMissing();
    Eventually.holds(
        "both read",
        () ->
            List.of(leader, follower).stream()
                .allMatch(id -> group.node(id).readBarrier().handle((at, e) -> e == null).join()));
  }
}
