package io.consentledger.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void aSparseFileBeyondTheBoundIsRefused() throws Exception {
    Path file = directory.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatThrownBy(() -> InputFile.read(file)).hasMessageContaining("more than");
  }
}
