package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanPaceTest {
  private static final int SPELL = 100;

  private long worked;
  private final List<Long> rests = new ArrayList<>();
  private final ScanPace pace = new ScanPace(SPELL, 2, () -> worked, rests::add);

  private void work(int nanos) {
    worked += nanos;
    pace.step();
  }

  @Test
  void whatTakesLongIsNotHeldUpWhereNobodyWantsAnythingQuick() {
    for (int i = 0; i < 1_000; i++) {
      work(SPELL);
    }
    assertThat(rests).isEmpty();
  }

  @Test
  void whileSomethingQuickIsAskedForItRestsTwiceAsLongAsItWorks() {
    int total = 0;
    for (int i = 0; i < 1_000; i++) {
      pace.quickAsked();
      work(30);
      total += 30;
    }
    long rested = rests.stream().mapToLong(Long::longValue).sum();
    assertThat(rested).isBetween(2L * (total - SPELL), 2L * total);
  }

  @Test
  void oneStepThatTookVeryLongIsNotPaidForInOneRest() {
    pace.quickAsked();
    work(1_000_000);
    assertThat(rests).containsExactly(2L * 10 * SPELL);
    pace.quickAsked();
    work(SPELL - 1);
    assertThat(rests).hasSize(1);
  }

  /** A thread that idles ends, and the next one has worked for nothing yet. */
  @Test
  void anotherThreadIsPacedAsWell() {
    worked = 1_000_000;
    pace.step();
    worked = 3;
    pace.step();
    pace.quickAsked();
    work(SPELL);
    assertThat(rests).containsExactly(2L * SPELL);
  }
}
