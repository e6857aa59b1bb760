package io.consentledger.node.pipeline;

import io.consentledger.consensus.Leadership;
import io.consentledger.consensus.NotLeaderException;
import io.consentledger.consensus.Orderer;
import io.consentledger.consensus.Position;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.config.LimitSettings;
import io.consentledger.node.config.Limits;
import io.consentledger.node.metrics.NodeMetrics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While this node leads, cuts batches out of the mempool and hands them to the orderer, on one
 * thread so that order is kept. With nothing in flight a batch is cut at once, so a lone
 * transaction waits for nobody; with something in flight, a batch waits until it is full or a few
 * milliseconds old, so that one disk sync serves many. What a batch held and its outcome left here
 * becomes proposable again in its old place: after a failure, and where the batch was signed in one
 * term and ordered in a later one, so that every node passed over it. The ledger knows what it has
 * already, so proposing twice is harmless. No number is ever given to two batches of one term, also
 * not where the orderer refused the first: two such heads would convict this node of a lie.
 */
final class Proposer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Proposer.class);
  private static final long NOT_LEADING = -1;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Mempool mempool;
  private final BatchMaker maker;
  private final LimitSettings limits;
  private final NodeMetrics metrics;
  private final Thread thread = new Thread(this::run, "proposer");
  private final AtomicLong leadingTerm = new AtomicLong(NOT_LEADING);
  private @Nullable Orderer orderer;
  private long numberedTerm = NOT_LEADING;
  private long number;
  private boolean woken;
  private boolean stopped;
  private int inFlight;
  private long pausedUntilNanos = System.nanoTime();
  private long loggedNanos = System.nanoTime() - Limits.FAILURE_LOG.toNanos();
  private long failuresInARow;
  private volatile @Nullable String failing;

  /** Adds the time and the leader's signature to what a batch holds. */
  @FunctionalInterface
  interface BatchMaker {
    Batch sign(long term, long number, List<Transaction> transactions);
  }

  Proposer(Mempool mempool, BatchMaker maker, LimitSettings limits, NodeMetrics metrics) {
    this.mempool = mempool;
    this.maker = maker;
    this.limits = limits;
    this.metrics = metrics;
  }

  void start(Orderer through) {
    synchronized (this) {
      orderer = through;
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Something may have become proposable. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  void leadershipChanged(Leadership now) {
    leadingTerm.set(now.leading() ? now.term() : NOT_LEADING);
    wake();
  }

  private void run() {
    try {
      proposeUntilStopped();
    } catch (RuntimeException | Error broken) {
      // Nobody else proposes here: whoever asks isRunning hears that it is over.
      LOG.error("event=proposer-ended", broken);
    }
  }

  private void proposeUntilStopped() {
    while (true) {
      List<Pending> batch = List.of();
      Orderer through;
      synchronized (this) {
        long waitNanos = waitNanos();
        if (!stopped && waitNanos > 0 && !woken) {
          pause(waitNanos);
        }
        woken = false;
        if (stopped) {
          return;
        }
        through = orderer;
        if (through != null && waitNanos() <= 0) {
          batch = mempool.take(limits.batchTransactionsMax(), limits.batchBytesMax());
          inFlight += batch.isEmpty() ? 0 : 1;
        }
      }
      if (through != null && !batch.isEmpty()) {
        propose(through, batch);
      }
    }
  }

  private void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 100_000));
    } catch (InterruptedException interrupted) {
      stopped = true;
    }
  }

  /** How long there is nothing to do, unless woken; 0 or less: cut a batch now. */
  private long waitNanos() {
    long now = System.nanoTime();
    if (leadingTerm.get() == NOT_LEADING || inFlight >= limits.batchesInFlightMax()) {
      return IDLE_NANOS;
    }
    if (pausedUntilNanos - now > 0) {
      return pausedUntilNanos - now;
    }
    Mempool.Waiting waiting = mempool.waiting();
    if (waiting.transactions() == 0) {
      return IDLE_NANOS;
    }
    boolean full =
        waiting.transactions() >= limits.batchTransactionsMax()
            || waiting.bytes() >= limits.batchBytesMax();
    if (full || inFlight == 0) {
      return 0;
    }
    return waiting.sinceNanos() + limits.batchDelay().toNanos() - now;
  }

  private void propose(Orderer through, List<Pending> taken) {
    long term = leadingTerm.get();
    if (term == NOT_LEADING) {
      ended(taken, term, null, new NotLeaderException(null));
      return;
    }
    number = term == numberedTerm ? number + 1 : 1;
    numberedTerm = term;
    CompletableFuture<Position> ordered;
    try {
      Bytes wire =
          maker
              .sign(
                  term,
                  number,
                  taken.stream().map(pending -> pending.verified().transaction()).toList())
              .encode();
      metrics.proposed(taken.size(), wire.size());
      ordered = through.propose(wire);
      failing = null;
      failuresInARow = 0;
    } catch (RuntimeException broken) {
      // This thread must outlive it, for nobody else proposes.
      notProposed(broken);
      ended(taken, term, null, broken);
      return;
    }
    var unused = ordered.whenComplete((position, failure) -> ended(taken, term, position, failure));
  }

  /** It is tried again many times a second: the log hears of it now and then. */
  private void notProposed(RuntimeException broken) {
    failing = String.valueOf(broken.getMessage());
    failuresInARow++;
    if (System.nanoTime() - loggedNanos >= Limits.FAILURE_LOG.toNanos()) {
      loggedNanos = System.nanoTime();
      LOG.error("event=batch-not-proposed failures_in_a_row={}", failuresInARow, broken);
    }
  }

  /** Why the last batch couldn't be made, where none was made since. */
  Optional<String> failing() {
    return Optional.ofNullable(failing);
  }

  /** Whether its thread runs; false too where it hasn't started. */
  boolean isRunning() {
    return thread.isAlive();
  }

  private void ended(
      List<Pending> taken, long term, @Nullable Position position, @Nullable Throwable failure) {
    boolean passedOver = position != null && position.term() != term;
    if (failure != null) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      metrics.proposalFailed();
      if (!(cause instanceof NotLeaderException)) {
        LOG.warn(
            "event=batch-not-ordered transactions={} reason=\"{}\"",
            taken.size(),
            cause.getMessage());
      }
    }
    if (failure != null || passedOver) {
      mempool.release(taken);
    }
    synchronized (this) {
      inFlight--;
      if (failure != null || passedOver) {
        pausedUntilNanos = System.nanoTime() + Limits.PROPOSE_PAUSE.toNanos();
      }
    }
    wake();
  }

  /** Proposes nothing more; what is in flight ends by itself. */
  @Override
  public void close() {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    try {
      thread.join(Limits.STOP_STEP.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized int inFlight() {
    return inFlight;
  }
}
