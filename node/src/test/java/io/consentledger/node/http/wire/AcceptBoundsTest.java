package io.consentledger.node.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AcceptBoundsTest {
  private static final int AT_ONCE = 20;

  /** Far from nought, as the system's may be. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

  private final AcceptBounds bounds =
      new AcceptBounds(new AcceptBounds.Sizes(1_000_000, 16, 100, AT_ONCE), nanos::get);

  /** Connects and is gone again, as often as it is let in. */
  private int comeAndGo() {
    int times = 0;
    while (bounds.hasRoom() && times < 1_000) {
      bounds.accepted();
      bounds.opened();
      bounds.closed();
      times++;
    }
    return times;
  }

  private void pass(int millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void whoComesAndGoesIsLetInAtARate() {
    assertThat(comeAndGo()).isEqualTo(AT_ONCE);
    assertThat(bounds.waitNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));

    pass(9);
    assertThat(comeAndGo()).isZero();
    pass(1);
    assertThat(comeAndGo()).isOne();
    pass(50);
    assertThat(comeAndGo()).isEqualTo(5);
  }

  @Test
  void afterALongRestNoMoreComeAtOnceThanAtTheStart() {
    assertThat(comeAndGo()).isEqualTo(AT_ONCE);
    pass(1_000_000);
    assertThat(comeAndGo()).isEqualTo(AT_ONCE);
  }

  @Test
  void theAcceptorIsWokenWhereOneIsClosed() {
    AtomicLong woken = new AtomicLong();
    bounds.wakes(woken::incrementAndGet);
    for (int i = 0; i < 16; i++) {
      bounds.accepted();
    }
    assertThat(bounds.hasRoom()).as("16 wait for their event loop").isFalse();
    bounds.opened();
    assertThat(bounds.hasRoom()).isTrue();
    assertThat(woken).hasValue(1);
  }
}
