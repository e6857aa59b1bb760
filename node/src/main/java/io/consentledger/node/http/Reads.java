package io.consentledger.node.http;

import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.LedgerView;
import io.consentledger.node.config.Limits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the ledger on threads of its own, because a read may go to disk, and first makes sure that
 * it is linearizable, unless the caller asked for this node's own state.
 */
final class Reads implements AutoCloseable {
  private final ReadGate gate;
  private final Supplier<LedgerSnapshot> ledger;
  private final ThreadPoolExecutor threads;

  Reads(ReadGate gate, Supplier<LedgerSnapshot> ledger) {
    this.gate = gate;
    this.ledger = ledger;
    this.threads =
        new ThreadPoolExecutor(
            Limits.READ_THREADS,
            Limits.READ_THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(Limits.READ_QUEUE_MAX),
            task -> {
              Thread thread = new Thread(task, "ledger-read");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Answers from a state that holds everything committed before the call. */
  CompletionStage<Answer> linearizable(Request request, Function<LedgerView, Answer> answer) {
    if (request.local()) {
      return local(answer);
    }
    return upToDate().thenApplyAsync(upToDate -> at(answer), threads);
  }

  /** Completes once this node's ledger holds everything committed before the call. */
  CompletionStage<Boolean> upToDate() {
    return gate.pass();
  }

  /** Refused where this node's ledger is another one than the network's. */
  void requireAgreement() {
    gate.requireAgreement();
  }

  /** Refused where the disk is nearly full. */
  void requireSpace() {
    gate.requireSpace();
  }

  /** The threads that may go to disk. */
  Executor threads() {
    return threads;
  }

  /** Answers from this node's own state. */
  CompletionStage<Answer> local(Function<LedgerView, Answer> answer) {
    return CompletableFuture.supplyAsync(() -> at(answer), threads);
  }

  /** At one moment of the ledger, so that the height in an answer is the height it holds at. */
  private Answer at(Function<LedgerView, Answer> answer) {
    try (LedgerSnapshot moment = ledger.get()) {
      return answer.apply(moment);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
