package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.consensus.Position;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.ReadBarriers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReadGateTest {
  private final NodeMetrics metrics = new NodeMetrics();
  private final Readiness readiness = new Readiness(() -> Instant.EPOCH, metrics);
  private final AtomicLong certified = new AtomicLong(7);
  private final AtomicLong height = new AtomicLong(7);
  private final CompletableFuture<Position> leader = new CompletableFuture<>();
  private final ReadGate gate =
      new ReadGate(
          new ReadBarriers(() -> leader, () -> {}), readiness, certified::get, height::get);

  @BeforeEach
  void start() {
    readiness.clear(Condition.STARTING);
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  private String codeOfTheRefusal() {
    return gate.pass()
        .toCompletableFuture()
        .handle(
            (passed, failure) ->
                failure instanceof CompletionException
                        && failure.getCause() instanceof ProblemException refused
                    ? refused.problem().code()
                    : String.valueOf(passed))
        .join();
  }

  @Test
  void letsPassWhatHoldsAllThatWasCommitted() {
    leader.complete(new Position(1, 1));
    assertThat(codeOfTheRefusal()).isEqualTo("true");
  }

  @Test
  void refusesSubmissionsWhileTheDiskIsNearlyFull() {
    gate.requireSpace();
    readiness.raise(Condition.DISK_LOW, "1 MiB left");
    assertThatThrownBy(gate::requireSpace)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("disk-low"));
    readiness.clear(Condition.DISK_LOW);
    gate.requireSpace();
  }

  @Test
  void refusesWhereAQuorumCertifiedMoreWhateverTheLeaderSays() {
    leader.complete(new Position(1, 1));
    certified.set(8);
    assertThat(codeOfTheRefusal()).isEqualTo("behind-certified");
    height.set(8);
    assertThat(codeOfTheRefusal()).isEqualTo("true");
  }

  @Test
  void aCertificateThatComesDuringTheQuestionDoesNotRefuseIt() {
    var passing = gate.pass().toCompletableFuture();
    certified.set(8);
    leader.complete(new Position(1, 1));
    assertThat(passing).isCompletedWithValue(true);
  }

  @Test
  void refusesUnderTheCodeOfWhatMakesTheStateDoubtful() {
    leader.complete(new Position(1, 1));
    readiness.raise(Condition.EVIDENCE, "a double vote");
    assertThat(codeOfTheRefusal()).as("the order is as good as before").isEqualTo("true");
    readiness.raise(Condition.STATE_DIFFERS, "at height 3");
    assertThat(codeOfTheRefusal()).isEqualTo("state-differs");
  }

  @Test
  void refusesWhereNoLeaderAnswers() {
    leader.completeExceptionally(new IllegalStateException("none"));
    assertThat(codeOfTheRefusal()).isEqualTo("no-leader");
  }
}
