package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedAnswerTest {
  private final Deque<Runnable> work = new ArrayDeque<>();
  private long nowNanos;
  private int made;
  private boolean broken;

  private final SharedAnswer shared =
      new SharedAnswer(this::make, work::add, Duration.ofSeconds(1), () -> nowNanos);

  private Answer make() {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return Answer.text(200, "text/plain", Integer.toString(++made));
  }

  private CompletableFuture<Answer> ask() {
    return shared.get().toCompletableFuture();
  }

  @Test
  void isMadeOnceForAllWhoAskInAWhile() {
    CompletableFuture<Answer> first = ask();
    nowNanos += TimeUnit.MINUTES.toNanos(1);
    CompletableFuture<Answer> whileItIsMade = ask();
    assertThat(work).hasSize(1);
    work.remove().run();
    assertThat(first.join().body().utf8()).isEqualTo("1");
    assertThat(whileItIsMade.join()).isSameAs(first.join());

    assertThat(ask()).as("too old by now").isNotDone();
    work.remove().run();
    assertThat(ask().join().body().utf8()).isEqualTo("2");
    nowNanos += TimeUnit.MILLISECONDS.toNanos(999);
    assertThat(ask().join().body().utf8()).isEqualTo("2");
    nowNanos += TimeUnit.MILLISECONDS.toNanos(1);
    assertThat(ask()).isNotDone();
  }

  @Test
  void aFailureIsNotKept() {
    broken = true;
    CompletableFuture<Answer> failed = ask();
    work.remove().run();
    assertThatThrownBy(failed::join).hasRootCauseMessage("broken");
    broken = false;
    CompletableFuture<Answer> next = ask();
    work.remove().run();
    assertThat(next.join().body().utf8()).isEqualTo("1");
  }
}
