package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
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
  void aTornTailIsCutAndFilledAgainByTheLeader() throws Exception {
    byte[] content = Files.readAllBytes(log);
    int end = content.length;
    while (content[end - 1] == 0) {
      end--;
    }
    // A power cut: the last sectors of the last entry were never written, the file was longer.
    byte[] torn = Arrays.copyOf(content, content.length + 100_000);
    Arrays.fill(torn, end - BATCH_BYTES / 2, torn.length, (byte) 0);
    Files.write(log, torn);
    group.start(victim);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
    assertThat(group.ledger(victim).batches()).endsWith(Bytes.utf8("after"));
  }

  @Test
  void aTornTailThatTheLedgerHasAlreadyIsCoveredByACheckpoint() throws Exception {
    // As after a power cut: no checkpoint was taken when the node stopped.
    Path checkpoints = log.resolveSibling("../sm").normalize();
    try (Stream<Path> files = Files.list(checkpoints)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    byte[] content = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(content, content.length - BATCH_BYTES / 2));
    group.start(victim);
    assertThat(CheckpointFiles.newest(checkpoints).orElseThrow().position())
        .isEqualTo(group.ledger(victim).applied());
    group.commit(Bytes.utf8("after"));
    group.awaitSame(group.leader(), "n1", "n2", "n3");
  }

  @Test
  void aFlippedBitInTheMiddleIsRefusedWithAdvice() throws Exception {
    byte[] content = Files.readAllBytes(log);
    content[BATCH_BYTES * 3] ^= 4;
    Files.write(log, content);
    assertThatThrownBy(() -> group.start(victim))
        .isInstanceOfSatisfying(
            OrdererStartException.class, e -> assertThat(e.code()).isEqualTo("raft-log-damaged"))
        .hasMessageContaining("its peers hold all data");
    assertThat(Files.readAllBytes(log)).isEqualTo(content);
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
