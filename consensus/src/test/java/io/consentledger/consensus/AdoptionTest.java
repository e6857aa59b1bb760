package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class AdoptionTest {
  private static final Checkpoint TARGET = new Checkpoint(new Position(1, 9), Bytes.EMPTY);

  private final AtomicInteger asked = new AtomicInteger();
  private final ListLedger ledger = new ListLedger();
  private final Adoption adoption = new Adoption(ledger);

  @Test
  void triesNoMoreWhereTheLedgerWasToldToStop() {
    InterruptedIOException stopped = new InterruptedIOException("stopped");
    answer(attempt -> stopped);
    assertThatThrownBy(() -> adoption.reach(TARGET)).isSameAs(stopped);
    assertThat(asked).hasValue(1);
  }

  @Test
  void triesUntilItIsStopped() {
    IOException nobody = new IOException("nobody is there");
    answer(
        attempt -> {
          if (attempt == 3) {
            adoption.stop();
          }
          return nobody;
        });
    assertThatThrownBy(() -> adoption.reach(TARGET)).isSameAs(nobody);
    assertThat(asked).hasValue(3);
  }

  private void answer(IntFunction<IOException> failure) {
    ledger.adoptFrom(
        target -> {
          throw failure.apply(asked.incrementAndGet());
        });
  }
}
