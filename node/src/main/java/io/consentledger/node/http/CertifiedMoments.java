package io.consentledger.node.http;

import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.Tip;
import io.consentledger.node.config.Limits;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Reads moments of the ledger whose newest block is certified. A block is certified a little after
 * it is applied, so the moment is held until its own certificate has come: under load a newer block
 * always waits for one. For any thread; so many moments at a time, and each so long, because each
 * holds on to storage.
 */
final class CertifiedMoments {
  private final Reads reads;
  private final Supplier<LedgerSnapshot> ledger;
  private final Semaphore places = new Semaphore(Limits.PROOFS_AT_A_TIME_MAX);

  CertifiedMoments(Reads reads, Supplier<LedgerSnapshot> ledger) {
    this.reads = reads;
    this.ledger = ledger;
  }

  /**
   * Answers from a certified moment that holds everything committed before the call.
   *
   * @param answer is given the moment and the certificate of its newest block
   */
  CompletionStage<Answer> read(BiFunction<LedgerSnapshot, Certificate, Answer> answer) {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemCode.PROOFS_BUSY, Limits.PROOFS_AT_A_TIME_MAX + " proofs are being made");
    }
    try {
      return reads
          .upToDate()
          .thenComposeAsync(upToDate -> new Waiting(ledger.get(), answer).run(), reads.threads())
          .whenComplete((done, failure) -> places.release());
    } catch (RuntimeException refused) {
      places.release();
      throw refused;
    }
  }

  /** A moment that waits for its certificate. Its steps follow one another, on any thread. */
  private final class Waiting {
    private final BiFunction<LedgerSnapshot, Certificate, Answer> answer;
    private final CompletableFuture<Answer> done = new CompletableFuture<>();
    private final long deadlineNanos = System.nanoTime() + Limits.CERTIFICATE_WAIT.toNanos();
    private final Executor later =
        CompletableFuture.delayedExecutor(
            Limits.CERTIFICATE_LOOK.toMillis(), TimeUnit.MILLISECONDS, reads.threads());
    private volatile LedgerSnapshot moment;

    Waiting(LedgerSnapshot moment, BiFunction<LedgerSnapshot, Certificate, Answer> answer) {
      this.moment = moment;
      this.answer = answer;
    }

    CompletionStage<Answer> run() {
      look();
      return done.whenComplete((result, failure) -> moment.close());
    }

    private void look() {
      try {
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
      } catch (RuntimeException failure) {
        done.completeExceptionally(failure);
      }
    }

    /** Certificates come after the moment: they are read from the ledger as it is now. */
    private Optional<Certificate> certificate() {
      LedgerSnapshot now = ledger.get();
      LedgerSnapshot spare = now;
      try {
        Optional<Certificate> own = of(moment.tip(), now);
        boolean passedOver =
            own.isEmpty()
                && now.newestCertificate()
                    .filter(newest -> newest.height() > moment.tip().height())
                    .isPresent();
        if (passedOver) {
          spare = moment;
          moment = now;
          own = of(now.tip(), now);
        }
        return own;
      } finally {
        spare.close();
      }
    }

    private Optional<Certificate> of(Tip tip, LedgerSnapshot now) {
      return now.certificate(tip.height())
          .filter(certificate -> certificate.headerHash().equals(tip.headerHash()));
    }
  }
}
