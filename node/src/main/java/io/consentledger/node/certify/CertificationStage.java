package io.consentledger.node.certify;

import io.consentledger.consensus.certify.Certifier;
import io.consentledger.consensus.certify.CertifierStatus;
import io.consentledger.consensus.certify.Evidence;
import io.consentledger.consensus.certify.Validator;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.SignedBatchHead;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.config.Limits;
import io.consentledger.node.metrics.NodeMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The vote step of a transaction's life: tells the certifier what was applied and what peers
 * announce, and tells peers and callers what it comes to. Any thread.
 */
public final class CertificationStage implements AutoCloseable {
  private final Ledger ledger;
  private final NodeMetrics metrics;
  private final BatchWatch batches;
  private final Certifier certifier;
  private final CertificateWaiters waiters = new CertificateWaiters(Limits.WAITERS_MAX);
  private volatile Runnable announce = () -> {};
  private volatile Consumer<Certificate> certified = certificate -> {};
  private volatile Consumer<Throwable> failed = cause -> {};

  /**
   * Opens the vote lock and the evidence in {@code directory}.
   *
   * @throws IOException where they can't be used, a {@code CertifierStartException} with its code
   *     where the operator is needed
   */
  public CertificationStage(
      Path directory,
      Ledger ledger,
      SigningKey validatorKey,
      InstantSource clock,
      NodeMetrics metrics)
      throws IOException {
    this.ledger = ledger;
    this.metrics = metrics;
    Genesis genesis = ledger.genesis();
    batches = new BatchWatch(genesis.networkId(), genesis.validatorSet());
    certifier =
        Certifier.open(
            directory,
            new Validator(
                genesis.networkId().digest(),
                genesis.validatorSet(),
                validatorKey,
                genesis.allowedDriftMs()),
            new LedgerChain(ledger),
            new LedgerCertificates(ledger),
            new CertificationLog(
                genesis,
                metrics,
                waiters,
                () -> announce.run(),
                certificate -> certified.accept(certificate),
                cause -> failed.accept(cause)),
            clock);
    waiters.certified(certifier.status().certifiedHeight());
    metrics.gauge("certified.height", waiters::certifiedHeight);
    metrics.gauge("evidence", () -> certifier.status().evidence().size());
    metrics.counter("certifier.dropped", certifier::dropped);
  }

  /**
   * Begins to vote.
   *
   * @param toAnnounce run whenever {@link #announcement} has something new
   */
  public void start(Runnable toAnnounce) {
    announce = toAnnounce;
    long newest = ledger.tip().height();
    for (long height = Math.max(1, newest - Limits.BATCH_HEADS_ANNOUNCED);
        height <= newest;
        height++) {
      ledger.batchHead(height).ifPresent(this::ordered);
    }
    certifier.start();
  }

  /** Hears of each certificate from now on; on the certifier's thread, so it must not wait. */
  public void onCertified(Consumer<Certificate> listener) {
    certified = listener;
  }

  /** Hears from now on what ended certification, a database that can't be read among it. */
  public void onFailed(Consumer<Throwable> listener) {
    failed = listener;
  }

  /** A batch was ordered whose leader's signature holds; whether it gave a block doesn't matter. */
  public void ordered(SignedBatchHead head) {
    batches.ordered(head).ifPresent(this::raise);
  }

  /** A block was applied. */
  public void applied(Block block) {
    certifier.applied(LedgerChain.of(block.header()));
  }

  /**
   * This node held all that was ordered at that moment.
   *
   * @param height of its newest block then or later
   * @param momentMs by this node's clock, UTC milliseconds
   */
  public void upToDate(long height, long momentMs) {
    certifier.upToDate(height, momentMs);
  }

  /** This node caught up by other means than the order. */
  public void caughtUp() {
    Tip tip = ledger.tip();
    ledger.header(tip.height()).map(LedgerChain::of).ifPresent(certifier::applied);
  }

  /** What a peer announced; nothing of it is believed. */
  public void announced(String peerId, HeadAnnouncement announcement) {
    certifier.received(peerId, announcement.certification());
    for (SignedBatchHead head : announcement.heads()) {
      try {
        batches.announced(head).ifPresent(this::raise);
      } catch (ChainException forged) {
        metrics.badAnnouncement();
      }
    }
  }

  private void raise(Evidence evidence) {
    certifier.raise(evidence);
  }

  /** What this node has to say, in at most so many bytes. */
  public Bytes announcement(int bytesMax) {
    Tip tip = ledger.tip();
    return new HeadAnnouncement(
            tip.height(), tip.headerHash(), certifier.announcement(), batchHeads(tip.height()))
        .encode(bytesMax);
  }

  /** Those that convict a leader, and those of the newest blocks without a certificate. */
  private List<SignedBatchHead> batchHeads(long newest) {
    List<SignedBatchHead> heads = new ArrayList<>();
    for (Evidence evidence : certifier.status().evidence()) {
      if (evidence.kind() == Evidence.Kind.DOUBLE_BATCH) {
        add(heads, evidence.first());
        add(heads, evidence.second());
      }
    }
    long from = Math.max(certifiedHeight() + 1, newest - Limits.BATCH_HEADS_ANNOUNCED + 1);
    for (long height = from; height <= newest; height++) {
      ledger.batchHead(height).ifPresent(heads::add);
    }
    return heads;
  }

  private static void add(List<SignedBatchHead> heads, Bytes encoded) {
    try {
      heads.add(SignedBatchHead.decode(encoded));
    } catch (ChainException changedByHand) {
      // It still stops this node; there is nothing to pass on.
      return;
    }
  }

  /** The greatest height with a certificate here, which certifies all blocks below too. */
  public long certifiedHeight() {
    return waiters.certifiedHeight();
  }

  /**
   * Completes with whether this height was certified within {@code patience}; at once where
   * certification has stopped.
   */
  public CompletableFuture<Boolean> awaitCertified(long height, Duration patience) {
    CertifierStatus now = certifier.status();
    boolean stopped = now.halted().isPresent() || !now.evidence().isEmpty();
    return waiters.await(height, stopped ? Duration.ZERO : patience);
  }

  public CertifierStatus status() {
    return certifier.status();
  }

  /** Whether the thread that certifies runs. */
  public boolean isRunning() {
    return certifier.isRunning();
  }

  /** Callers that wait for a certificate. */
  public int waiting() {
    return waiters.waiting();
  }

  @Override
  public void close() throws IOException {
    certifier.close();
  }
}
