package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's own log, hurt between stop and start. */
class TornLogTest {
  private static final int BATCH_BYTES = 3_000;

  @TempDir Path directory;
  private TestGroup group;
  private String victim;
  private Path log;

  @BeforeEach
  void fillAndStopOne() throws Exception {
    group = new TestGroup(directory, 3).startAll();
    for (int i = 0; i < 10; i++) {
      byte[] batch = new byte[BATCH_BYTES];
      Arrays.fill(batch, (byte) (i + 1));
      group.commit(Bytes.owning(batch));
    }
    group.awaitSame(group.leader(), "n1", "n2", "n3");
    victim = group.follower();
    group.stop(victim);
    log = openSegment();
  }

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void membersUnderAnotherAddressAreSetAside() throws Exception {
    Path members = log.resolveSibling("raft-meta.conf");
    byte[] moved = withAnotherAddress(Files.readAllBytes(members));
    Files.write(members, moved);
    group.start(victim);
    assertThat(group.directory(victim).resolve("set-aside/1/raft-meta.conf"))
        .hasBinaryContent(moved);
    // Only who has the true addresses can lead.
    group.stop(group.leader());
    group.commit(Bytes.utf8("after"));
    assertThat(group.ledger(victim).batches()).isNotEmpty();
  }

  private static byte[] withAnotherAddress(byte[] content) throws IOException {
    LogEntryProto.Builder entry = LogEntryProto.parseFrom(content).toBuilder();
    for (RaftPeerProto.Builder peer : entry.getConfigurationEntryBuilder().getPeersBuilderList()) {
      peer.setAddress("127.0.0.1:9");
    }
    return entry.build().toByteArray();
  }

  @Test
  void aTornTailIsCutAndTheLeaderGoesOnFromThere() throws Exception {
    byte[] content = Files.readAllBytes(log);
    // A power cut: of three entries written since the last sync, the sectors of the first are
    // missing in part, the second is whole, the third was not begun.
    byte[] torn = Arrays.copyOf(content, content.length + 100_000);
    System.arraycopy(content, 8 + 100, torn, content.length, BATCH_BYTES / 2);
    System.arraycopy(content, 8, torn, content.length + BATCH_BYTES, BATCH_BYTES * 2);
    Files.write(log, torn);
    group.start(victim);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
    assertThat(group.ledger(victim).batches()).endsWith(Bytes.utf8("after"));
  }

  @Test
  void damageIsSetAsideWhereTheLedgerHasAllThatWasAcknowledged() throws Exception {
    byte[] content = Files.readAllBytes(log);
    content[BATCH_BYTES * 3] ^= 4;
    Files.write(log, content);
    group.start(victim);
    assertThat(group.directory(victim).resolve("set-aside/1").resolve(log.getFileName()))
        .hasBinaryContent(content);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
  }

  @Test
  void aLostEndIsNoLossWhereTheLedgerHasIt() throws Exception {
    Files.delete(log);
    group.start(victim);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
  }

  @Test
  void damageIsRefusedWithAdviceWhereTheLedgerNeedsTheLog() throws Exception {
    ListLedger behind = group.ledger(victim).upTo(5);
    group.ledgers.put(victim, behind);
    byte[] content = Files.readAllBytes(log);
    content[BATCH_BYTES * 7] ^= 4;
    Files.write(log, content);
    assertRefused("raft-log-damaged");
    assertThat(Files.readAllBytes(log)).isEqualTo(content);
  }

  @Test
  void aLostEndIsRefusedWhereTheLedgerNeedsIt() throws Exception {
    group.ledgers.put(victim, group.ledger(victim).upTo(5));
    Files.delete(log);
    for (Path file : CheckpointFiles.complete(log.resolveSibling("../sm").normalize())) {
      Files.delete(file);
    }
    assertRefused("raft-log-missing");
  }

  @Test
  void aCheckpointThatCannotBeReadIsSetAside() throws Exception {
    Path checkpoints = log.resolveSibling("../sm").normalize();
    Path newest = CheckpointFiles.complete(checkpoints).get(0);
    byte[] content = Files.readAllBytes(newest);
    content[20] ^= 1;
    Files.write(newest, content);
    group.start(victim);
    assertThat(group.directory(victim).resolve("set-aside/1").resolve(newest.getFileName()))
        .hasBinaryContent(content);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
  }

  @Test
  void aDigestThatDoesNotFitItsCheckpointIsMadeAnew() throws Exception {
    Path checkpoints = log.resolveSibling("../sm").normalize();
    Path newest = CheckpointFiles.complete(checkpoints).get(0);
    Path digest = newest.resolveSibling(newest.getFileName() + ".md5");
    byte[] whole = Files.readAllBytes(digest);
    Files.write(digest, new byte[0]);
    group.start(victim);
    assertThat(digest).hasBinaryContent(whole);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
  }

  @Test
  void aTermThatWasEditedOrLostIsTheLatestInWhichThisNodeAnswered() throws Exception {
    Path meta = log.resolveSibling("raft-meta");
    long term = TermFile.term(meta).orElseThrow();
    for (String edited : List.of("term=0\nvotedFor=n9\n", "te", "term=-1\nvotedFor=\n")) {
      Files.writeString(meta, edited);
      group.start(victim);
      group.commit(Bytes.utf8("after"));
      group.awaitSame(group.leader(), "n1", "n2", "n3");
      group.stop(victim);
      assertThat(TermFile.term(meta).orElseThrow()).isGreaterThanOrEqualTo(term);
    }
    Files.delete(meta);
    group.start(victim);
    group.stop(victim);
    assertThat(TermFile.term(meta).orElseThrow()).isGreaterThanOrEqualTo(term);
    assertThat(Files.readString(meta)).contains("votedFor=" + victim);
  }

  private void assertRefused(String code) {
    assertThatThrownBy(() -> group.start(victim))
        .isInstanceOfSatisfying(
            OrdererStartException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining("consent-node repair");
  }

  private Path openSegment() throws IOException {
    Path current =
        directory
            .resolve(victim)
            .resolve("groups")
            .resolve(Engine.groupId(group.config(victim)).getUuid().toString())
            .resolve("current");
    try (Stream<Path> files = Files.list(current)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("log_inprogress"))
          .findFirst()
          .orElseThrow();
    }
  }
}
