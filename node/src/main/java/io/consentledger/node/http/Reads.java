package io.consentledger.node.http;

import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.LedgerView;
import io.consentledger.node.config.Limits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Reads the ledger on threads of its own, because a read may go to disk, and first makes sure that
 * it is linearizable, unless the caller asked for this node's own state. What may take long has a
 * {@link Lane} of its own, so that it holds up nothing that is quick; and it ends when its caller
 * is gone.
 */
final class Reads implements AutoCloseable {
  private final ReadGate gate;
  private final Supplier<LedgerSnapshot> ledger;
  private final Lane light =
      new Lane(
          "ledger-read",
          Limits.READ_THREADS,
          Limits.READS_WAITING_MAX,
          Limits.READS_WAITING_EACH_MAX);
  private final Lane heavy =
      new Lane(
          "ledger-scan",
          Limits.SCAN_THREADS,
          Limits.SCANS_WAITING_MAX,
          Limits.READS_WAITING_EACH_MAX);

  Reads(ReadGate gate, Supplier<LedgerSnapshot> ledger) {
    this.gate = gate;
    this.ledger = ledger;
  }

  /** Answers quickly from a state that holds everything committed before the call. */
  CompletionStage<Answer> linearizable(Request request, Function<LedgerView, Answer> answer) {
    return stateFor(request)
        .thenApplyAsync(ready -> at(request, answer), light.of(request.caller()));
  }

  /** The same for what may take long. */
  CompletionStage<Answer> scan(Request request, Function<LedgerView, Answer> answer) {
    return stateFor(request)
        .thenApplyAsync(ready -> at(request, answer), heavy.of(request.caller()));
  }

  /**
   * The same for what takes long with some and not with others.
   *
   * @param records that the answer looks at, about; itself quick to tell
   */
  CompletionStage<Answer> weighed(
      Request request, ToLongFunction<LedgerView> records, Function<LedgerView, Answer> answer) {
    Executor scans = heavy.of(request.caller());
    return stateFor(request)
        .thenComposeAsync(
            ready -> {
              boolean isLong = at(request, records::applyAsLong) > Limits.READ_RECORDS_MAX;
              return CompletableFuture.supplyAsync(
                  () -> at(request, answer), isLong ? scans : Runnable::run);
            },
            light.of(request.caller()));
  }

  /** Answers quickly from this node's own state. */
  CompletionStage<Answer> local(Request request, Function<LedgerView, Answer> answer) {
    return CompletableFuture.supplyAsync(() -> at(request, answer), light.of(request.caller()));
  }

  /** The same for what may take long. */
  CompletionStage<Answer> localScan(Request request, Function<LedgerView, Answer> answer) {
    return CompletableFuture.supplyAsync(() -> at(request, answer), heavy.of(request.caller()));
  }

  private CompletionStage<Boolean> stateFor(Request request) {
    return request.local() ? CompletableFuture.completedFuture(true) : upToDate();
  }

  /** Completes once this node's ledger holds everything committed before the call. */
  CompletionStage<Boolean> upToDate() {
    return gate.pass();
  }

  /** Refused where this node's ledger is another one than the network's. */
  void requireAgreement() {
    gate.requireAgreement();
  }

  /** The threads for what is quick. */
  Executor light(Caller caller) {
    return light.of(caller);
  }

  /** The threads for what may take long. */
  Executor heavy(Caller caller) {
    return heavy.of(caller);
  }

  /** Drops what waits for a caller that is gone. */
  void forget(Caller caller) {
    light.forget(caller);
    heavy.forget(caller);
  }

  int waiting() {
    return light.size();
  }

  int waitingScans() {
    return heavy.size();
  }

  /** At one moment of the ledger, so that the height in an answer is the height it holds at. */
  private <T> T at(Request request, Function<LedgerView, T> answer) {
    request.caller().requireHere();
    try (LedgerSnapshot moment = new WantedSnapshot(ledger.get(), request.caller())) {
      return answer.apply(moment);
    }
  }

  @Override
  public void close() {
    light.close();
    heavy.close();
  }
}
