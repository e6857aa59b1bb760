package io.consentledger.node.http;

import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.LedgerView;
import io.consentledger.node.config.Limits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
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
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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
  private final Places proofs =
      new Places(
          Limits.PROOFS_AT_A_TIME_MAX, Limits.SCANS_WAITING_MAX, Limits.READS_WAITING_EACH_MAX);
  private final ScanPace pace =
      new ScanPace(
          Limits.SCAN_SPELL.toNanos(),
          Limits.SCAN_RESTS,
          THREADS.isCurrentThreadCpuTimeSupported()
              ? THREADS::getCurrentThreadCpuTime
              : System::nanoTime,
          LockSupport::parkNanos);

  Reads(ReadGate gate, Supplier<LedgerSnapshot> ledger) {
    this.gate = gate;
    this.ledger = ledger;
  }

  /** Answers quickly from a state that holds everything committed before the call. */
  CompletionStage<Answer> linearizable(Request request, Function<LedgerView, Answer> answer) {
    return stateFor(request)
        .thenApplyAsync(ready -> quickly(request, answer), quick(request.caller()));
  }

  /** The same for what may take long. */
  CompletionStage<Answer> scan(Request request, Function<LedgerView, Answer> answer) {
    return stateFor(request)
        .thenApplyAsync(ready -> atLength(request, answer), heavy.of(request.caller()));
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
              boolean isLong = quickly(request, records::applyAsLong) > Limits.READ_RECORDS_MAX;
              return isLong
                  ? CompletableFuture.supplyAsync(() -> atLength(request, answer), scans)
                  : CompletableFuture.completedFuture(quickly(request, answer));
            },
            quick(request.caller()));
  }

  /** Answers quickly from this node's own state. */
  CompletionStage<Answer> local(Request request, Function<LedgerView, Answer> answer) {
    return CompletableFuture.supplyAsync(() -> quickly(request, answer), quick(request.caller()));
  }

  /** The same for what may take long. */
  CompletionStage<Answer> localScan(Request request, Function<LedgerView, Answer> answer) {
    return CompletableFuture.supplyAsync(
        () -> atLength(request, answer), heavy.of(request.caller()));
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

  /** Refused where the disk is nearly full. */
  void requireSpace() {
    gate.requireSpace();
  }

  /**
   * Makes a proof in one of the few places there are.
   *
   * @param made on the threads for what may take long
   */
  <T> CompletionStage<T> proof(Caller caller, Supplier<CompletionStage<T>> made) {
    return proofs.with(caller, made);
  }

  /** Something quick is asked for: what takes long steps back. */
  void quickAsked() {
    pace.quickAsked();
  }

  private Executor quick(Caller caller) {
    quickAsked();
    return light.of(caller);
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
    proofs.forget(caller);
  }

  int waiting() {
    return light.size();
  }

  int waitingScans() {
    return heavy.size() + proofs.size();
  }

  private <T> T quickly(Request request, Function<LedgerView, T> answer) {
    return at(request, () -> {}, answer);
  }

  private <T> T atLength(Request request, Function<LedgerView, T> answer) {
    T made = at(request, pace::step, answer);
    pace.step();
    return made;
  }

  /** At one moment of the ledger, so that the height in an answer is the height it holds at. */
  private <T> T at(Request request, Runnable step, Function<LedgerView, T> answer) {
    request.caller().requireHere();
    try (LedgerSnapshot moment = new WantedSnapshot(ledger.get(), request.caller(), step)) {
      return answer.apply(moment);
    }
  }

  /** A moment for what takes long. */
  LedgerSnapshot moment(Caller caller) {
    return new WantedSnapshot(ledger.get(), caller, pace::step);
  }

  @Override
  public void close() {
    light.close();
    heavy.close();
  }
}
