package io.consentledger.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
  @TempDir Path directory;

  @Test
  void readsUpToItsBoundAndNoFurther() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "12345");
    assertThat(InputFile.read(file, 5, "Split it.")).hasSize(5);
    assertThatThrownBy(() -> InputFile.read(file, 4, "Split it.")).hasMessageContaining("than 4 b");
  }

  /** It says that it has no bytes, and never ends. */
  @Test
  void doesNotBelieveASize() {
    assertThatThrownBy(() -> InputFile.read(Path.of("/dev/zero")))
        .hasMessageContaining("more than");
  }

  /** To open one waits for a writer, who may never come. */
  @Test
  void aNamedPipeIsRefusedAndNotWaitedFor() throws Exception {
    for (Path folder : List.of(directory, Path.of("/dev/shm"))) {
      Assumptions.assumeTrue(Files.isWritable(folder), "skipped: " + folder + " isn't there");
      Path pipe = folder.resolve("consent-test-pipe-" + ProcessHandle.current().pid());
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      try {
        assertThatThrownBy(
                () ->
                    Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(30), () -> InputFile.read(pipe)))
            .hasMessageContaining("no regular file");
      } finally {
        Files.delete(pipe);
      }
    }
  }

  @Test
  void aSparseFileBeyondTheBoundIsRefused() throws Exception {
    Path file = directory.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatThrownBy(() -> InputFile.read(file)).hasMessageContaining("more than");
  }
}
