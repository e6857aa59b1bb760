package io.consentledger.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.metrics.NodeMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReadinessTest {
  private final AtomicLong nowMs = new AtomicLong(1_000);
  private final NodeMetrics metrics = new NodeMetrics();
  private Readiness readiness;

  @BeforeEach
  void start() {
    readiness = new Readiness(() -> Instant.ofEpochMilli(nowMs.get()), metrics);
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void isNotReadyUntilItHasStarted() {
    assertThat(readiness.isReady()).isFalse();
    assertThat(readiness.refusingReads()).map(NotReady::condition).contains(Condition.STARTING);

    readiness.clear(Condition.STARTING);

    assertThat(readiness.isReady()).isTrue();
    assertThat(readiness.refusingReads()).isEmpty();
  }

  @Test
  void aConditionIsKnownSinceItBeganWhateverItsDetailBecomes() {
    readiness.clear(Condition.STARTING);
    readiness.raise(Condition.BEHIND_CERTIFIED, "3 blocks");
    nowMs.set(5_000);
    readiness.raise(Condition.BEHIND_CERTIFIED, "9 blocks");

    assertThat(readiness.reasons())
        .containsExactly(new NotReady(Condition.BEHIND_CERTIFIED, "9 blocks", 1_000));
    assertThat(readiness.refusingReads()).isPresent();

    readiness.clear(Condition.BEHIND_CERTIFIED);
    readiness.raise(Condition.BEHIND_CERTIFIED, "1 block");
    assertThat(readiness.reasons())
        .containsExactly(new NotReady(Condition.BEHIND_CERTIFIED, "1 block", 5_000));
  }

  @Test
  void aProbeIsAskedEachTime() {
    readiness.clear(Condition.STARTING);
    AtomicReference<Optional<String>> leader = new AtomicReference<>(Optional.of("none"));
    readiness.probe(Condition.NO_LEADER, leader::get);
    readiness.raise(Condition.DISK_LOW, "1 MB left");

    assertThat(readiness.reasons())
        .extracting(NotReady::condition)
        .containsExactly(Condition.NO_LEADER, Condition.DISK_LOW);
    assertThat(readiness.refusingReads()).as("the read barrier decides").isEmpty();

    leader.set(Optional.empty());
    assertThat(readiness.reasons())
        .extracting(NotReady::condition)
        .containsExactly(Condition.DISK_LOW);
  }

  @Test
  void theMetricsSayTheSame() {
    assertThat(metrics.scrape())
        .contains("consentledger_ready 0.0")
        .contains("consentledger_not_ready{condition=\"starting\"} 1.0");

    readiness.clear(Condition.STARTING);

    assertThat(metrics.scrape())
        .contains("consentledger_ready 1.0")
        .contains("consentledger_not_ready{condition=\"starting\"} 0.0");
  }

  @Test
  void everyConditionStandsInTheReference() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "reference", "http-api.md"));
    List<String> missing = new ArrayList<>();
    for (Condition condition : Condition.values()) {
      if (!page.contains("| `" + condition.code() + "` |")) {
        missing.add(condition.code());
      }
    }
    assertThat(missing).isEmpty();
  }
}
