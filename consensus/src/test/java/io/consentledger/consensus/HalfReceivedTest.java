package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfReceivedTest {
  private static final UUID GROUP = new UUID(1, 2);

  @TempDir Path directory;

  private Path half(String name) throws IOException {
    Path left = directory.resolve("groups").resolve(GROUP.toString()).resolve("tmp").resolve(name);
    Files.createDirectories(left.resolve("sub"));
    Files.write(left.resolve("sub").resolve("snapshot.1_2"), new byte[1_000]);
    return left;
  }

  @Test
  void aStartDeletesWhatAnInterruptedReceiptLeft() throws Exception {
    Path left = half("snapshot-0f8fad5b-d9cb-469f-a165-70867728950e");
    Path other = half("else");
    EngineDirectory.open(directory, GROUP).close();
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void whatIsBeingReceivedStays() throws Exception {
    Path now = half("snapshot-now");
    Path old = half("snapshot-old");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(120)));
    HalfReceived.sweep(
        old.resolveSibling("."), System.currentTimeMillis() - Duration.ofMinutes(1).toMillis());
    assertThat(now).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void aLinkIsDeletedAndNotFollowed() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.write(outside.resolve("file"), new byte[1]);
    Files.createSymbolicLink(half("snapshot-x").resolve("link"), outside);
    EngineDirectory.open(directory, GROUP).close();
    assertThat(outside.resolve("file")).exists();
  }
}
