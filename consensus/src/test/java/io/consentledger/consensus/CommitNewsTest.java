package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitNewsTest {
  private final BlockingQueue<Long> told = new LinkedBlockingQueue<>();
  private final AtomicInteger behindFor = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean idle = new AtomicBoolean(true);
  private final Semaphore asked = new Semaphore(0);
  private final CommitNews news =
      new CommitNews(
          committed -> {
            told.add(committed);
            if (failing.getAndSet(false)) {
              throw new IllegalStateException("the engine is gone for a moment");
            }
            return behindFor.getAndDecrement() > 0;
          },
          () -> {
            boolean was = idle.get();
            asked.release();
            return was;
          },
          "news");

  @AfterEach
  void end() {
    news.close();
  }

  @Test
  void tellsUntilNobodyIsBehind() throws InterruptedException {
    behindFor.set(2);
    news.committed(7);

    assertThat(next()).isEqualTo(7);
    assertThat(next()).isEqualTo(7);
    assertThat(next()).isEqualTo(7);
    news.committed(8);
    assertThat(next()).isEqualTo(8);
  }

  @Test
  void goesOnAfterARoundThatFailed() throws InterruptedException {
    failing.set(true);
    news.committed(7);

    assertThat(next()).isEqualTo(7);
    assertThat(next()).as("told again").isEqualTo(7);
    news.committed(8);
    assertThat(next()).isEqualTo(8);
  }

  @Test
  void tellsTheNewestOnly() throws InterruptedException {
    behindFor.set(1);
    news.committed(9);
    news.committed(8);

    assertThat(next()).isEqualTo(9);
    assertThat(next()).isEqualTo(9);
  }

  @Test
  void leavesItToTheNextBatchWhereOneIsInFlight() throws InterruptedException {
    idle.set(false);
    news.committed(7);
    asked.acquire();
    idle.set(true);
    news.committed(8);

    assertThat(next()).isEqualTo(8);
  }

  @Test
  void givesUpOnAFollowerThatNeverHears() throws InterruptedException {
    behindFor.set(Integer.MAX_VALUE);
    news.committed(7);
    for (int round = 0; round < Limits.NEWS_ROUNDS_MAX; round++) {
      assertThat(next()).isEqualTo(7);
    }

    behindFor.set(0);
    news.committed(8);
    assertThat(next()).isEqualTo(8);
  }

  private long next() throws InterruptedException {
    Long index = told.poll(10, TimeUnit.SECONDS);
    return index == null ? -1 : index;
  }
}
