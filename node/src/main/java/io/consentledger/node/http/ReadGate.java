package io.consentledger.node.http;

import io.consentledger.node.health.Condition;
import io.consentledger.node.health.NotReady;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.pipeline.ReadBarriers;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * What a linearizable read passes: the leader says what was committed, this node holds it, and no
 * certificate that it verified says that there is more. Any thread.
 *
 * @param certified the greatest height that a quorum certified, as far as this node verified
 * @param height of this node's newest block
 */
record ReadGate(
    ReadBarriers barriers, Readiness readiness, LongSupplier certified, LongSupplier height) {

  /**
   * Completes once this node's ledger holds everything committed before the call; refused where the
   * node knows that it can't give the newest state, whatever the leader says.
   */
  CompletionStage<Boolean> pass() {
    long certifiedBefore = certified.getAsLong();
    return barriers
        .await()
        .handle((position, failure) -> failure == null)
        .thenApply(upToDate -> allow(upToDate, certifiedBefore));
  }

  /** Refuses to say anything new of a ledger that is another one than the network's. */
  void requireAgreement() {
    Optional<NotReady> differs = readiness.lately(Condition.STATE_DIFFERS);
    if (differs.isPresent()) {
      throw new ProblemException(Problem.of(differs.get()));
    }
  }

  /** Refuses what would take more of a disk that is nearly full. */
  void requireSpace() {
    Optional<NotReady> low = readiness.lately(Condition.DISK_LOW);
    if (low.isPresent()) {
      throw new ProblemException(Problem.of(low.get()));
    }
  }

  private boolean allow(boolean upToDate, long certifiedBefore) {
    Optional<NotReady> refusing = readiness.refusingReads();
    if (refusing.isPresent()) {
      throw new ProblemException(Problem.of(refusing.get()));
    }
    if (!upToDate) {
      throw new ProblemException(
          ProblemCode.NO_LEADER, "no leader could say what the newest state is");
    }
    if (height.getAsLong() < certifiedBefore) {
      throw new ProblemException(
          Problem.of(
              Condition.BEHIND_CERTIFIED,
              "a quorum certified block " + certifiedBefore + ", which isn't here"));
    }
    return true;
  }
}
