package io.consentledger.consensus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a ledger to a checkpoint, trying again while its peers are out of reach. */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

  private final OrderedLedger ledger;
  private final CountDownLatch stopping = new CountDownLatch(1);

  Adoption(OrderedLedger ledger) {
    this.ledger = ledger;
  }

  /** Ends waiting, now and from now on. */
  void stop() {
    stopping.countDown();
  }

  boolean stopped() {
    return stopping.getCount() == 0;
  }

  /**
   * Returns when the ledger is at or past {@code target}, however long that takes: a node that
   * can't reach its peers now is of no more use when it has ended.
   *
   * @throws InterruptedIOException at once, where the ledger was told to stop
   * @throws IOException the last one, where the orderer is closing
   */
  void reach(Checkpoint target) throws IOException {
    for (int attempt = 1; behind(target); attempt++) {
      try {
        LOG.info("event=adopt from={} to={}", ledger.applied().index(), target.position().index());
        ledger.adopt(target);
        if (behind(target)) {
          throw new IllegalStateException(
              "adopt(" + target.position() + ") left the ledger at " + ledger.applied());
        }
      } catch (InterruptedIOException stopped) {
        throw stopped;
      } catch (IOException notNow) {
        LOG.warn("event=adopt-failed attempt={} reason=\"{}\"", attempt, notNow.toString());
        if (pauseEndedByStop()) {
          throw notNow;
        }
      }
    }
  }

  private boolean behind(Checkpoint target) {
    return ledger.applied().compareTo(target.position()) < 0;
  }

  private boolean pauseEndedByStop() throws IOException {
    try {
      return stopping.await(Limits.ADOPT_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to adopt again");
    }
  }
}
