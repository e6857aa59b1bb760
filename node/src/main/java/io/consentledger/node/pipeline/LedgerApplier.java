package io.consentledger.node.pipeline;

import io.consentledger.consensus.Checkpoint;
import io.consentledger.consensus.OrderedLedger;
import io.consentledger.consensus.Position;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.Applied;
import io.consentledger.ledger.ApplyResult;
import io.consentledger.ledger.Candidate;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.metrics.NodeMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the order: each committed batch is checked, verified and applied, the same on every node.
 * A batch that is malformed, or that no validator signed, is ignored, the same on every node too.
 * Whatever is thrown here stops the node: a hole in a ledger is worse than a stop.
 */
final class LedgerApplier implements OrderedLedger {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerApplier.class);

  private final Ledger ledger;
  private final VerificationPool pool;
  private final Settlement settlement;
  private final PeerGossip gossip;
  private final BlockSync sync;
  private final CertificationStage certification;
  private final NodeMetrics metrics;
  private final BatchCheck batches;
  private volatile @Nullable String trouble;

  LedgerApplier(
      Ledger ledger,
      VerificationPool pool,
      Settlement settlement,
      PeerGossip gossip,
      BlockSync sync,
      CertificationStage certification,
      BatchCheck batches,
      NodeMetrics metrics) {
    this.ledger = ledger;
    this.pool = pool;
    this.settlement = settlement;
    this.gossip = gossip;
    this.sync = sync;
    this.certification = certification;
    this.batches = batches;
    this.metrics = metrics;
  }

  @Override
  public Position applied() {
    Applied applied = ledger.applied();
    return applied.index() < 0 ? Position.NONE : new Position(applied.term(), applied.index());
  }

  @Override
  public long syncedIndex() {
    return ledger.syncedIndex();
  }

  @Override
  public void apply(Position position, Bytes wire) {
    long begunNanos = System.nanoTime();
    Optional<Batch> batch = decode(position, wire);
    if (batch.isEmpty()) {
      metrics.batchIgnored();
      ledger.skip(position.term(), position.index());
      return;
    }
    List<Candidate> candidates =
        ledger
            .verifier()
            .verifyAll(batch.get().transactions(), pool.executor(), pool.parallelism());
    ApplyResult result =
        ledger.apply(position.term(), position.index(), batch.get().head(), candidates);
    settlement.settle(candidates, result);
    certification.ordered(batch.get().head());
    result
        .block()
        .ifPresent(
            block -> {
              gossip.applied();
              certification.applied(block);
            });
    metrics.applied(Duration.ofNanos(System.nanoTime() - begunNanos));
  }

  private Optional<Batch> decode(Position position, Bytes wire) {
    try {
      Batch batch = batches.verified(wire);
      if (batch.head().term() != position.term()) {
        // Signed by one who led, and ordered after that: its leader proposes what it held again.
        throw new ChainException(
            "batch-of-another-term", "the batch was signed in term " + batch.head().term());
      }
      return Optional.of(batch);
    } catch (ChainException refused) {
      LOG.error(
          "event=batch-ignored term={} index={} code={} reason=\"{}\"",
          position.term(),
          position.index(),
          refused.code(),
          refused.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void skip(Position position) {
    ledger.skip(position.term(), position.index());
  }

  /** A {@link CheckpointManifest}, after all that stands there is durable. */
  @Override
  public Checkpoint checkpoint() {
    try {
      ledger.sync();
      trouble = null;
    } catch (UncheckedIOException refused) {
      trouble = String.valueOf(refused.getMessage());
      throw refused;
    }
    Tip tip = ledger.tip();
    return new Checkpoint(
        applied(), new CheckpointManifest(tip.height(), tip.headerHash()).encode());
  }

  /** What the disk refused at the last checkpoint; it is tried again. For any thread. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public void adopt(Checkpoint target) throws IOException {
    if (applied().compareTo(target.position()) >= 0) {
      return;
    }
    CheckpointManifest stands =
        CheckpointManifest.decode(target.manifest())
            .orElseThrow(
                () ->
                    new IOException(
                        "the checkpoint's manifest has " + target.manifest().size() + " bytes"));
    LOG.info(
        "event=catching-up from_height={} to_height={}", ledger.tip().height(), stands.height());
    sync.catchUp(stands.height(), stands.headerHash(), target.position());
    ledger.sync();
    certification.caughtUp();
    LOG.info("event=caught-up height={}", ledger.tip().height());
  }
}
