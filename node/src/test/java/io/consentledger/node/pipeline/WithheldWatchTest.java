package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.metrics.NodeMetrics;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WithheldWatchTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final TestTransactions transactions = new TestTransactions();
  private final Mempool mempool = new Mempool(1000, 1_000_000);
  private final NodeMetrics metrics = new NodeMetrics();
  private long nowMs = 0;
  private boolean overloaded;
  private final WithheldWatch watch =
      new WithheldWatch(
          mempool, DEADLINE, () -> Instant.ofEpochMilli(nowMs), metrics, () -> overloaded);

  @AfterEach
  void close() {
    metrics.close();
  }

  private Pending add() {
    Pending pending = transactions.next(Pending.CLIENT);
    mempool.offer(pending);
    return pending;
  }

  private void pass(Duration time) {
    nowMs += time.toMillis();
    watch.look();
  }

  @Test
  void namesWhatWaitsWhileTheLeaderOrdersLaterOnes() {
    watch.leaderChanged("bank-1");
    nowMs = add().admittedMs();
    Pending later = add();
    watch.leaderChanged("shop-1");
    mempool.ordered(later.id());
    pass(DEADLINE.minusMillis(1));
    assertThat(watch.found()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(watch.found()).extracting(it -> it.leader()).containsExactly("shop-1");
    pass(DEADLINE);
    assertThat(metrics.scrape()).contains("consentledger_transactions_withheld_total 1.0");
  }

  @Test
  void accusesNobodyWhereAllWait() {
    Pending first = add();
    add();
    nowMs = first.admittedMs();
    watch.leaderChanged("shop-1");
    mempool.ordered(first.id());
    pass(DEADLINE.multipliedBy(2));
    assertThat(watch.found()).isEmpty();
  }

  @Test
  void accusesNobodyWhileThisNodeIsOverloaded() {
    nowMs = add().admittedMs();
    Pending later = add();
    watch.leaderChanged("shop-1");
    mempool.ordered(later.id());
    overloaded = true;
    pass(DEADLINE);
    assertThat(watch.found()).isEmpty();
    overloaded = false;
    pass(DEADLINE.minusMillis(1));
    Pending calm = add();
    mempool.ordered(calm.id());
    assertThat(watch.found()).as("the deadline begins anew").isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(watch.found()).hasSize(1);
  }

  @Test
  void givesANewLeaderTheWholeDeadline() {
    Pending left = add();
    Pending later = add();
    nowMs = left.admittedMs();
    watch.leaderChanged("shop-1");
    mempool.ordered(later.id());
    pass(DEADLINE);
    assertThat(watch.found()).hasSize(1);
    watch.leaderChanged("bank-1");
    pass(DEADLINE);
    assertThat(watch.found()).as("it ordered nothing yet").isEmpty();
  }

  @Test
  void forgetsWhatWasOrderedAtLast() {
    Pending left = add();
    Pending later = add();
    nowMs = left.admittedMs();
    watch.leaderChanged("shop-1");
    mempool.ordered(later.id());
    pass(DEADLINE);
    assertThat(watch.found()).hasSize(1);
    mempool.ordered(left.id());
    pass(Duration.ofSeconds(1));
    assertThat(watch.found()).isEmpty();
  }
}
