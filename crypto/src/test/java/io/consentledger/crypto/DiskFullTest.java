package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

/** The words in which a full disk is told by the system. */
final class DiskFullTest {
  @Test
  void isFoundAmongTheCauses() {
    IOException full = new FileSystemException("data/vote-lock", null, "No space left on device");
    RuntimeException wrapped = new UncheckedIOException(new IOException("the log failed", full));
    assertThat(DiskFull.reason(wrapped).orElseThrow())
        .startsWith("the disk is full, free some of it")
        .contains("data/vote-lock");
    assertThat(DiskFull.reason(new IOException("Disk quota exceeded"))).isPresent();
  }

  @Test
  void isNotFoundInOtherFailures() {
    assertThat(DiskFull.reason(new IOException("Too many open files"))).isEmpty();
    assertThat(DiskFull.reason(new IOException())).isEmpty();
    assertThat(DiskFull.explain("Input/output error")).isEqualTo("Input/output error");
  }

  @Test
  void aRingOfCausesEndsTheSearch() {
    IOException first = new IOException("first");
    first.initCause(new IOException("second", first));
    assertThat(DiskFull.reason(first)).isEmpty();
  }
}
