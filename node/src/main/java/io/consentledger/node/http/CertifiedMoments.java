package io.consentledger.node.http;

import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.Tip;
import io.consentledger.node.config.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Reads moments of the ledger whose newest block is certified. A block is certified a little after
 * it is applied, so the moment is held until its own certificate has come: under load a newer block
 * always waits for one. For any thread; so many moments at a time, and each so long, because each
 * holds on to storage; callers take turns.
 */
final class CertifiedMoments {
  private final Reads reads;
  private final Ledger ledger;
  private final Duration patience;

  /**
   * @param patience how long a moment waits for its certificate
   */
  CertifiedMoments(Reads reads, Ledger ledger, Duration patience) {
    this.reads = reads;
    this.ledger = ledger;
    this.patience = patience;
  }

  /**
   * Answers from a certified moment that holds everything committed before the call.
   *
   * @param answer is given the moment and the certificate of its newest block
   */
  CompletionStage<Answer> read(
      Request request, BiFunction<LedgerSnapshot, Certificate, Answer> answer) {
    return read(request.caller(), answer);
  }

  CompletionStage<Answer> read(
      Caller caller, BiFunction<LedgerSnapshot, Certificate, Answer> answer) {
    try {
      return reads.proof(caller, () -> inItsPlace(caller, answer));
    } catch (RejectedExecutionException full) {
      throw new ProblemException(ProblemCode.PROOFS_BUSY, "as many proofs wait for others as may");
    }
  }

  private CompletionStage<Answer> inItsPlace(
      Caller caller, BiFunction<LedgerSnapshot, Certificate, Answer> answer) {
    Executor readers = reads.heavy(caller);
    return reads
        .upToDate()
        .thenComposeAsync(
            upToDate -> {
              caller.requireHere();
              return new Waiting(caller, readers, answer).run();
            },
            readers);
  }

  /** A moment that waits for its certificate. Its steps follow one another, on any thread. */
  private final class Waiting {
    private final Caller caller;
    private final Executor readers;
    private final BiFunction<LedgerSnapshot, Certificate, Answer> answer;
    private final CompletableFuture<Answer> done = new CompletableFuture<>();
    private final long deadlineNanos = System.nanoTime() + patience.toNanos();
    private final Executor later =
        CompletableFuture.delayedExecutor(
            Limits.CERTIFICATE_LOOK.toMillis(), TimeUnit.MILLISECONDS, this::lookOnAReader);
    private volatile LedgerSnapshot moment;

    Waiting(
        Caller caller, Executor readers, BiFunction<LedgerSnapshot, Certificate, Answer> answer) {
      this.caller = caller;
      this.readers = readers;
      this.moment = wanted();
      this.answer = answer;
    }

    private LedgerSnapshot wanted() {
      return reads.moment(caller);
    }

    CompletionStage<Answer> run() {
      look();
      return done.whenComplete((result, failure) -> moment.close());
    }

    /** On the timer's thread: nobody hears what it throws, and the moment would stay held. */
    private void lookOnAReader(Runnable look) {
      try {
        readers.execute(look);
      } catch (RejectedExecutionException busy) {
        done.completeExceptionally(busy);
      }
    }

    private void look() {
      try {
        caller.requireHere();
        Optional<Certificate> certificate = certificate();
        if (certificate.isPresent()) {
          done.complete(answer.apply(moment, certificate.get()));
          return;
        }
        long height = moment.tip().height();
        if (height == 0 || System.nanoTime() - deadlineNanos > 0) {
          throw new ProblemException(
              ProblemCode.NOT_CERTIFIED_YET, "block " + height + " has no certificate here");
        }
        later.execute(this::look);
      } catch (RuntimeException | Error failure) {
        done.completeExceptionally(failure);
      }
    }

    /** Certificates come after the moment: they are read from the ledger as it is now. */
    private Optional<Certificate> certificate() {
      Optional<Certificate> own = of(moment.tip());
      boolean passedOver =
          own.isEmpty()
              && ledger
                  .newestCertificate()
                  .filter(newest -> newest.height() > moment.tip().height())
                  .isPresent();
      if (!passedOver) {
        return own;
      }
      LedgerSnapshot before = moment;
      moment = wanted();
      before.close();
      return of(moment.tip());
    }

    private Optional<Certificate> of(Tip tip) {
      return ledger
          .certificate(tip.height())
          .filter(certificate -> certificate.headerHash().equals(tip.headerHash()));
    }
  }
}
