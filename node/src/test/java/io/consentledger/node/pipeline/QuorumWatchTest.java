package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.consensus.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class QuorumWatchTest {
  private final AtomicLong nowMs = new AtomicLong(1_000_000);
  private final AtomicLong height = new AtomicLong(5);
  private final AtomicLong proven = new AtomicLong();
  private final List<String> marks = new ArrayList<>();
  private CompletableFuture<Position> answer = new CompletableFuture<>();
  private boolean leaderKnown = true;
  private final QuorumWatch watch =
      new QuorumWatch(
          new QuorumWatch.Subject(() -> answer, () -> leaderKnown, height::get, proven::get),
          (at, momentMs) -> marks.add(at + "@" + momentMs),
          () -> Instant.ofEpochMilli(nowMs.get()),
          () -> Duration.ofMillis(nowMs.get()).toNanos());

  private void pass(long seconds) {
    nowMs.addAndGet(1_000 * seconds);
  }

  private void answer() {
    CompletableFuture<Position> asked = answer;
    answer = new CompletableFuture<>();
    asked.complete(new Position(1, 1));
  }

  @Test
  void isUnreachedUntilAMajorityAnswersAndWhenItNoLongerDoes() {
    assertThat(watch.unreached()).isPresent();
    watch.look();
    answer();
    assertThat(watch.unreached()).isEmpty();
    pass(10);
    assertThat(watch.unreached()).isEmpty();
    pass(1);
    assertThat(watch.unreached()).isPresent();
    watch.look();
    answer();
    assertThat(watch.unreached()).isEmpty();
  }

  @Test
  void anAnswerHoldsForTheMomentOfTheQuestion() {
    watch.look();
    pass(3);
    height.set(6);
    answer();
    assertThat(marks).containsExactly("6@1000000");
  }

  @Test
  void asksOneQuestionAtATimeAndAgainAfterAFailure() {
    watch.look();
    CompletableFuture<Position> first = answer;
    answer = new CompletableFuture<>();
    watch.look();
    answer.complete(new Position(1, 1));
    assertThat(marks).as("not asked while one was due").isEmpty();
    first.completeExceptionally(new IllegalStateException("no leader"));
    watch.look();
    assertThat(marks).hasSize(1);
  }

  @Test
  void aLeaderThatAnswersNobodyDoesNotChooseTheTimesOfItsBlocks() {
    watch.look();
    pass(11);
    watch.look();
    assertThat(marks).containsExactly("5@1011000");
  }

  @Test
  void whoKnowsNoLeaderOrIsBehindACertificateIsNotUpToDate() {
    leaderKnown = false;
    watch.look();
    pass(11);
    watch.look();
    leaderKnown = true;
    watch.look();
    assertThat(marks).as("the leader may have been back for a moment only").isEmpty();
    proven.set(6);
    pass(11);
    watch.look();
    assertThat(marks).isEmpty();
  }
}
