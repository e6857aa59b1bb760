package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir Path directory;
  private TestGroup group;

  @BeforeEach
  void start() throws Exception {
    group = new TestGroup(directory, 3);
  }

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void goesOnFromDiskAfterAllNodesStopped() throws Exception {
    group.startAll();
    for (int i = 0; i < 30; i++) {
      group.commit(Bytes.utf8("batch " + i));
    }
    group.awaitSame(group.leader(), "n1", "n2", "n3");
    group.stopAll();
    group.startAll();
    group.commit(Bytes.utf8("batch 30"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
    assertThat(group.ledger("n1").read(Bytes::utf8))
        .containsSubsequence(IntStream.rangeClosed(0, 30).mapToObj(i -> "batch " + i).toList());
  }

  @Test
  void tellsALedgerThatForgotItsTailAgain() throws Exception {
    group.startAll();
    for (int i = 0; i < 10; i++) {
      group.commit(Bytes.utf8("batch " + i));
    }
    String leader = group.leader();
    // The ledger syncs at checkpoints only: a power cut takes it back to nothing, but not the log.
    group.stop(leader);
    Path checkpoints = groupDirectory(leader).resolve("sm");
    try (var files = Files.list(checkpoints)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    long before = group.ledger(leader).applied().index();
    group.ledgers.put(leader, new ListLedger().remembering(before));
    group.start(leader);
    group.leader();
    group.awaitSame("n1", "n2", "n3");
    assertThat(group.ledger(leader).batches()).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void aSingleNodeOrdersAlone() throws Exception {
    try (TestGroup alone = new TestGroup(directory.resolve("alone"), 1).startAll()) {
      String leader = alone.leader();
      Eventually.get(alone.node(leader).propose(Bytes.utf8("mine")));
      assertThat(Eventually.get(alone.node(leader).readBarrier()).index()).isPositive();
    }
  }

  @Test
  void aDiskThatRefusesACheckpointForAWhileStopsNobody() throws Exception {
    try (TestGroup alone =
        new TestGroup(directory.resolve("refusing"), 1)
            .adjust(config -> config.withCheckpoints(5, 0), new EngineTuning(8 * 1024, true))) {
      ListLedger ledger = alone.ledger("n1");
      ledger.refuseCheckpoints(2);
      alone.startAll();
      alone.leader();
      Eventually.holds(
          "a checkpoint after all",
          () -> {
            alone.commit(Bytes.utf8("batch"));
            return ledger.checkpoints() > 0;
          });
      assertThat(alone.node("n1").status().failure()).isNull();
    }
  }

  @Test
  void refusesALedgerWhoseLogIsGone() {
    group.ledger("n1").skip(new Position(3, 17));
    assertRefused("raft-log-missing", () -> group.start("n1"));
  }

  @Test
  void refusesALedgerThatWasPutBackTogetherWithItsLog() throws Exception {
    group.startAll();
    group.commit(Bytes.utf8("one"));
    group.awaitSame("n1", "n2", "n3");
    group.stop("n1");
    long end = group.ledger("n1").applied().index();

    group.ledger("n1").remembering(end + 100);
    assertRefused("ledger-put-back", () -> group.start("n1"));
    group.ledger("n1").remembering(end);
    group.start("n1");
    group.commit(Bytes.utf8("two"));
    group.awaitSame("n1", "n2", "n3");
  }

  @Test
  void refusesALedgerThatLostAllAndItsLogToo() {
    group.ledger("n1").remembering(17);
    assertRefused("raft-log-missing", () -> group.start("n1"));
  }

  @Test
  void refusesADirectoryInUse() throws Exception {
    group.startAll();
    RatisOrderer second = group.newOrderer("n1");
    assertRefused("raft-directory-in-use", second::start);
    second.close();
    assertThat(group.leader()).isNotEmpty();
  }

  @Test
  void refusesAnotherNetworksDirectory() throws Exception {
    Files.createDirectories(
        directory.resolve("n1/groups/00000000-0000-3000-8000-000000000000/current"));
    assertRefused("raft-directory-foreign", () -> group.start("n1"));
  }

  @Test
  void reportsATakenPortAndLeavesTheProcessAndTheDirectoryAlone() throws Exception {
    HostPort address = HostPort.parse(group.address("n1"));
    RatisOrderer node = group.newOrderer("n1");
    try (ServerSocket squatter =
        new ServerSocket(address.port(), 1, InetAddress.getByName(address.host()))) {
      assertThat(squatter.isBound()).isTrue();
      assertRefused("orderer-start-failed", node::start);
    }
    node.close();
    group.startAll();
    assertThat(group.leader()).isNotEmpty();
  }

  @Test
  void bringsBackTheCheckpointsThatADyingInstallMovedAway() throws Exception {
    group.startAll();
    group.commit(Bytes.utf8("one"));
    String leader = group.leader();
    group.stop(leader);
    Path checkpoints = groupDirectory(leader).resolve("sm");
    assertThat(CheckpointFiles.newest(checkpoints)).isPresent();
    Files.move(checkpoints, checkpoints.resolveSibling("sm.tmp2026-01-01"));
    group.start(leader);
    assertThat(CheckpointFiles.newest(checkpoints)).isPresent();
    group.leader();
    group.awaitSame("n1", "n2", "n3");
  }

  private Path groupDirectory(String id) {
    return directory
        .resolve(id)
        .resolve("groups")
        .resolve(Engine.groupId(group.config(id)).getUuid().toString());
  }

  private static void assertRefused(String code, ThrowingCallable start) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(
            OrdererStartException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
