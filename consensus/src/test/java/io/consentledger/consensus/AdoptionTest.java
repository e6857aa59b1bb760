package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdoptionTest {
  private static final Checkpoint TARGET = new Checkpoint(new Position(1, 9), Bytes.EMPTY);

  @Test
  void triesNoMoreWhereTheLedgerWasToldToStop() {
    assertThat(attempts(new InterruptedIOException("stopped"))).isEqualTo(1);
  }

  @Test
  void triesAsOftenAsItMay() {
    assertThat(attempts(new IOException("nobody is there"))).isEqualTo(2);
  }

  private static int attempts(IOException failure) {
    AtomicInteger asked = new AtomicInteger();
    ListLedger ledger = new ListLedger();
    ledger.adoptFrom(
        target -> {
          asked.incrementAndGet();
          throw failure;
        });
    assertThatThrownBy(() -> new Adoption(ledger).reach(TARGET, 2)).isSameAs(failure);
    return asked.get();
  }
}
