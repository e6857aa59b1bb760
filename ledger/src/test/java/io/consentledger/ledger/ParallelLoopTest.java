package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ParallelLoopTest {
  @Test
  @Timeout(60)
  void anErrorOnAnotherThreadReachesTheCaller() throws InterruptedException {
    assertThatThrownBy(() -> runOnTwoThreads(new NoClassDefFoundError("missing")))
        .isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  @Timeout(60)
  void aFailureOnAnotherThreadReachesTheCaller() throws InterruptedException {
    assertThatThrownBy(() -> runOnTwoThreads(new ArithmeticException("wrong")))
        .isInstanceOf(ArithmeticException.class);
  }

  /** Two steps that wait for each other, so that each has its thread; the pool's throws. */
  private static void runOnTwoThreads(Throwable thrown) throws InterruptedException {
    Thread caller = Thread.currentThread();
    CountDownLatch both = new CountDownLatch(2);
    IntConsumer step =
        number -> {
          both.countDown();
          await(both);
          if (Thread.currentThread() != caller) {
            ParallelLoopTest.<RuntimeException>sneak(thrown);
          }
        };
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      ParallelLoop.run(2, step, pool, 2);
    } finally {
      pool.shutdown();
      pool.awaitTermination(60, TimeUnit.SECONDS);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
