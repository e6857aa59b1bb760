package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFilesTest {
  private static final Checkpoint OLD = new Checkpoint(new Position(2, 9), Bytes.utf8("height 9"));
  private static final Checkpoint NEW =
      new Checkpoint(new Position(3, 10), Bytes.utf8("height 10"));

  @TempDir Path directory;

  @Test
  void readsTheNewestBack() throws Exception {
    CheckpointFiles.write(directory, NEW);
    CheckpointFiles.write(directory, OLD);
    assertThat(CheckpointFiles.newest(directory)).contains(NEW);
  }

  @Test
  void writesTheDocumentedBytes() {
    assertThat(CheckpointFiles.encode(OLD).toHex())
        .startsWith(
            "434c4350"
                + "01"
                + "0000000000000002"
                + "0000000000000009"
                + "00000008"
                + Bytes.utf8("height 9").toHex())
        .hasSize(2 * (29 + 8));
  }

  @Test
  void ignoresOneThatWasBeingWritten() throws Exception {
    CheckpointFiles.write(directory, OLD);
    Files.write(directory.resolve("snapshot.3_10"), CheckpointFiles.encode(NEW).toArray());
    assertThat(CheckpointFiles.newest(directory)).contains(OLD);
    assertThat(CheckpointFiles.newest(directory.resolve("absent"))).isEmpty();
  }

  @Test
  void refusesEveryFlippedBitAndEveryOtherLength() throws Exception {
    Path file = CheckpointFiles.write(directory, NEW).getFile().getPath();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length * 8; i++) {
      byte[] hurt = whole.clone();
      hurt[i / 8] ^= (byte) (1 << (i % 8));
      assertRefused(file, hurt);
    }
    for (int size = 0; size < whole.length; size++) {
      assertRefused(file, Arrays.copyOf(whole, size));
    }
    assertRefused(file, Arrays.copyOf(whole, whole.length + 1));
    assertRefused(file, new byte[Limits.MANIFEST_BYTES_MAX + 100]);
  }

  @Test
  void refusesTheContentOfAnotherPosition() {
    assertRefused(directory.resolve("snapshot.3_10"), CheckpointFiles.encode(OLD).toArray());
  }

  @Test
  void keepsManifestsSmall() {
    Bytes large = Bytes.owning(new byte[Limits.MANIFEST_BYTES_MAX + 1]);
    assertThatThrownBy(() -> new Checkpoint(Position.NONE, large))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Position(0, -2)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(Path file, byte[] content) {
    assertThatThrownBy(() -> CheckpointFiles.read(Files.write(file, content)))
        .isInstanceOfSatisfying(
            OrdererStartException.class, e -> assertThat(e.code()).isEqualTo("checkpoint-damaged"));
  }
}
