package io.consentledger.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LagTest {
  private final AtomicLong goal = new AtomicLong();
  private final AtomicLong reached = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final Lag lag = new Lag(goal::get, reached::get, Duration.ofSeconds(5), nanos::get);

  private void pass(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void lagsWhereAGoalIsNotReachedInTime() {
    goal.set(3);
    assertThat(lag.look()).isEmpty();
    pass(6);
    assertThat(lag.look()).contains(3L);
    goal.set(9);
    assertThat(lag.look()).contains(9L);
    reached.set(9);
    assertThat(lag.look()).isEmpty();
    pass(60);
    assertThat(lag.look()).isEmpty();
  }

  @Test
  void runningAfterItAtADistanceIsNoLag() {
    for (int second = 1; second < 60; second++) {
      goal.set(100L * second);
      reached.set(100L * second - 90);
      assertThat(lag.look()).isEmpty();
      pass(1);
    }
  }
}
