package io.consentledger.cli.submit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LanesTest {
  private static final Work WORK = new Work(new Task(1, null, null), Bytes.EMPTY, "id", 0, false);

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoWaitsHearsOfAMistakeOfTheProgram() throws CliException {
    try (Lanes lanes = new Lanes(List.of(work -> stop(new ArithmeticException("a mistake"))))) {
      lanes.put(WORK);

      assertThatThrownBy(lanes::drain)
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseInstanceOf(ArithmeticException.class);
      assertThatThrownBy(lanes::drain).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoWaitsHearsOfABrokenMachine() throws CliException {
    try (Lanes lanes = new Lanes(List.of(work -> stop(new StackOverflowError())))) {
      lanes.put(WORK);

      assertThatThrownBy(lanes::drain).hasRootCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void anExpectedFailureKeepsItsCode() throws CliException {
    CliException refused = CliException.refused("some-code", "no", "Do this.");
    try (Lanes lanes =
        new Lanes(
            List.of(
                work -> {
                  throw refused;
                }))) {
      lanes.put(WORK);

      assertThatThrownBy(lanes::drain).isSameAs(refused);
    }
  }

  private static void stop(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
