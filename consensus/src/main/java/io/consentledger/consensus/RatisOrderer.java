package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** An {@link Orderer} on Apache Ratis. This first slice only carries the signatures. */
public final class RatisOrderer implements Orderer {
  private final OrdererConfig config;
  private final OrderedLedger ledger;

  public RatisOrderer(
      OrdererConfig config, TlsIdentity identity, PeerTrust trust, OrderedLedger ledger) {
    this.config = config;
    this.ledger = ledger;
    Objects.requireNonNull(identity);
    Objects.requireNonNull(trust);
  }

  @Override
  public void start() throws IOException {
    throw new OrdererStartException("orderer-stopped", config.selfId() + " has no engine yet");
  }

  @Override
  public CompletableFuture<Position> propose(Bytes batch) {
    return CompletableFuture.failedFuture(stopped());
  }

  @Override
  public CompletableFuture<Position> readBarrier() {
    return CompletableFuture.failedFuture(stopped());
  }

  @Override
  public OrdererStatus status() {
    long applied = ledger.applied().index();
    return new OrdererStatus(OrdererStatus.Role.STOPPED, 0, null, -1, applied, -1, 0, 0, null);
  }

  @Override
  public void addLeadershipListener(LeadershipListener listener) {}

  @Override
  public void addFailureListener(FailureListener listener) {}

  @Override
  public CompletableFuture<Void> transferLeadership(String nodeId) {
    return CompletableFuture.failedFuture(stopped());
  }

  @Override
  public void close() {}

  private static OrdererException stopped() {
    return new OrdererException("orderer-stopped", "the orderer isn't running");
  }
}
