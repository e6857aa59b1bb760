package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.consensus.OrdererException;
import io.consentledger.consensus.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReadBarriersTest {
  private final List<CompletableFuture<Position>> asked = new ArrayList<>();
  private final ReadBarriers barriers = new ReadBarriers(this::ask, () -> {});

  private CompletableFuture<Position> ask() {
    CompletableFuture<Position> answer = new CompletableFuture<>();
    asked.add(answer);
    return answer;
  }

  @Test
  void aReaderThatComesWhileOneIsUnderWayWaitsForTheNext() {
    CompletableFuture<Position> first = barriers.await();
    CompletableFuture<Position> second = barriers.await();
    CompletableFuture<Position> third = barriers.await();
    assertThat(asked).hasSize(1);

    asked.get(0).complete(new Position(1, 7));

    assertThat(first).isCompletedWithValue(new Position(1, 7));
    assertThat(second).isNotDone();
    assertThat(asked).hasSize(2);

    asked.get(1).complete(new Position(1, 8));

    assertThat(second).isCompletedWithValue(new Position(1, 8));
    assertThat(third).isCompletedWithValue(new Position(1, 8));
    assertThat(asked).hasSize(2);
  }

  @Test
  void asksAgainForAReaderThatComesLater() {
    CompletableFuture<Position> first = barriers.await();
    asked.get(0).complete(new Position(1, 1));
    assertThat(first).isDone();

    CompletableFuture<Position> later = barriers.await();

    assertThat(asked).hasSize(2);
    assertThat(later).isNotDone();
  }

  @Test
  void aFailureReachesThoseItWasAskedForAndNobodyElse() {
    CompletableFuture<Position> first = barriers.await();
    CompletableFuture<Position> second = barriers.await();

    asked.get(0).completeExceptionally(new OrdererException("not-leader", "none"));
    asked.get(1).complete(new Position(2, 2));

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedWithValue(new Position(2, 2));
  }

  @Test
  void anAskingThatThrowsFailsItsReadersAndKeepsNoLaterOneWaiting() {
    ReadBarriers broken =
        new ReadBarriers(
            () -> {
              throw new IllegalStateException("broken");
            },
            () -> {});

    assertThat(broken.await()).isCompletedExceptionally();
    assertThat(broken.await()).isCompletedExceptionally();
  }
}
