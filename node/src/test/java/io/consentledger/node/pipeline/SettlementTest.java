package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.ApplyResult;
import io.consentledger.ledger.Candidate;
import io.consentledger.ledger.TransactionResult;
import io.consentledger.node.metrics.NodeMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SettlementTest {
  private final Mempool mempool = new Mempool(100, 1_000_000);
  private final Receipts receipts = new Receipts(10);
  private final Rejections rejections = new Rejections(10, InstantSource.system());
  private final Pending pending = new TestTransactions().next("peer-a");

  @Test
  void aLyingLeadersForgedCopyDoesNotRejectTheRealTransaction() {
    CompletableFuture<Outcome> waiting = settle("signature-invalid", true);

    assertThat(waiting).isNotDone();
    assertThat(mempool.get(pending.id())).isPresent();
    assertThat(rejections.of(pending.id())).isEmpty();
  }

  @Test
  void aRuleRejectsForEverybodyWhoWaits() {
    CompletableFuture<Outcome> waiting = settle("consent-not-given", false);

    assertThat(waiting).isCompletedWithValueMatching(Outcome.Refused.class::isInstance);
    assertThat(mempool.get(pending.id())).isEmpty();
    assertThat(rejections.isFresh(pending.id())).isTrue();
  }

  private CompletableFuture<Outcome> settle(String code, boolean forged) {
    mempool.offer(pending);
    CompletableFuture<Outcome> waiting =
        receipts.await(
            pending.id(),
            Duration.ofMinutes(1),
            new Outcome.Admitted(pending.verified().transaction(), true));
    Candidate candidate =
        forged
            ? new Candidate.Refused(pending.verified().transaction(), code, "")
            : new Candidate.Verified(pending.verified());
    try (NodeMetrics metrics = new NodeMetrics()) {
      new Settlement(mempool, receipts, rejections, metrics)
          .settle(
              List.of(candidate),
              new ApplyResult(
                  Optional.empty(),
                  List.of(new TransactionResult.Rejected(pending.id(), code, ""))));
    }
    return waiting;
  }
}
