package io.consentledger.consensus;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
public final class Eventually {
  static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 5;

  private Eventually() {}

  public static void holds(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + DEADLINE + ": " + what);
      }
      try {
        if (never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("nobody counts down");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  static <T> T get(CompletableFuture<T> future) throws ExecutionException {
    try {
      return future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  static Throwable failureOf(CompletableFuture<?> future) {
    try {
      throw new AssertionError("succeeded with " + get(future));
    } catch (ExecutionException failed) {
      return Objects.requireNonNull(failed.getCause());
    }
  }
}
