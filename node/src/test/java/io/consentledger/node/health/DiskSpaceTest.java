package io.consentledger.node.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskSpaceTest {
  private static final long LOW = 256L << 20;

  private final AtomicLong free = new AtomicLong(LOW);
  private final DiskSpace space =
      new DiskSpace(
          Path.of("/data"),
          LOW,
          () -> {
            if (free.get() < 0) {
              throw new IOException("stale handle");
            }
            return free.get();
          });

  @Test
  void saysTheFolderAndWhatIsLeftAndHealsWithoutARestart() {
    assertThat(space.trouble()).isEmpty();
    free.set(LOW - 1);
    assertThat(space.trouble()).get().asString().contains("/data").contains("255 MiB left");
    free.set(LOW + 1);
    assertThat(space.trouble()).as("a little more is no reason to flap").isPresent();
    free.set(LOW + LOW / 2);
    assertThat(space.trouble()).isEmpty();
    free.set(LOW);
    assertThat(space.trouble()).isEmpty();
  }

  @Test
  void whatCannotBeAskedIsNotTakenForRoom() {
    free.set(-1);
    assertThat(space.trouble()).get().asString().contains("can't be asked");
  }

  @Test
  void asksTheDiskItselfAndNotTheTableOfMounts(@TempDir Path folder) throws IOException {
    assertThat(DiskSpace.usableBytes(folder)).isPositive();
    assertThatThrownBy(() -> DiskSpace.usableBytes(folder.resolve("gone")))
        .isInstanceOf(IOException.class);
  }
}
