package io.consentledger.node.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that is dear to make and the same for all: made once for whoever asks in a while. */
final class SharedAnswer {
  private final Supplier<Answer> make;
  private final Executor threads;
  private final Duration age;
  private final LongSupplier nanoTime;
  private @Nullable CompletableFuture<Answer> newest;
  private long askedNanos;

  /**
   * @param age after which it is made anew
   */
  SharedAnswer(Supplier<Answer> make, Executor threads, Duration age, LongSupplier nanoTime) {
    this.make = make;
    this.threads = threads;
    this.age = age;
    this.nanoTime = nanoTime;
  }

  synchronized CompletionStage<Answer> get() {
    CompletableFuture<Answer> known = newest;
    long now = nanoTime.getAsLong();
    if (known != null
        && !known.isCompletedExceptionally()
        && (!known.isDone() || now - askedNanos < age.toNanos())) {
      return known;
    }
    CompletableFuture<Answer> made = CompletableFuture.supplyAsync(make, threads);
    newest = made;
    askedNanos = now;
    return made;
  }
}
