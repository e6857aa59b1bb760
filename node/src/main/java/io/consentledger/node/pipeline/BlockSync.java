package io.consentledger.node.pipeline;

import io.consentledger.consensus.Position;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.node.pipeline.PeerAsking.What;
import io.consentledger.p2p.PeerNetwork;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the blocks that this node lacks from its peers and executes each again, each once and
 * window by window. A peer is trusted for nothing: only blocks are taken whose headers are known to
 * be the network's ({@link HeaderSearch}), for a chain that holds together isn't yet that. Goes on
 * for as long as there is progress, and gives up after a while without any.
 */
final class BlockSync {
  private static final Logger LOG = LoggerFactory.getLogger(BlockSync.class);

  /** Leaves the ledger's applied position as it is. */
  private static final long KEEP = -1;

  /** Where it stands, for those who ask. */
  private record Begun(long fromHeight, long target, long sinceNanos) {}

  private final Ledger ledger;
  private final VerificationPool pool;
  private final SyncLimits limits;
  private final LongSupplier nanoTime;
  private final PeerAsking asking;
  private volatile @Nullable Begun begun;
  private long progressNanos;
  private long furthest;

  BlockSync(Ledger ledger, VerificationPool pool, SyncLimits limits, LongSupplier nanoTime) {
    this.ledger = ledger;
    this.pool = pool;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.asking = new PeerAsking(limits, nanoTime);
  }

  void start(PeerNetwork links) {
    start(BlockSource.of(links));
  }

  void start(BlockSource peers) {
    asking.start(peers);
  }

  /** Ends catching up, now and from now on. */
  void stop() {
    asking.stop();
  }

  /** How far it is, while it catches up; any thread. */
  Optional<CatchUp> state() {
    Begun now = begun;
    if (now == null) {
      return Optional.empty();
    }
    long height = ledger.tip().height();
    long nanos = Math.max(1, nanoTime.getAsLong() - now.sinceNanos());
    double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
    return Optional.of(
        new CatchUp(height, now.target(), (long) ((height - now.fromHeight()) / seconds)));
  }

  /**
   * Returns when the block at {@code height} stands, its header has this hash, and {@code position}
   * is applied.
   *
   * @throws InterruptedIOException where it was stopped
   * @throws IOException where no peer gave anything that led on for a while
   * @throws IllegalStateException where this node's chain is another one: going on would fork
   */
  void catchUp(long height, Digest hash, Position position) throws IOException {
    long nowNanos = nanoTime.getAsLong();
    progressNanos = nowNanos;
    furthest = ledger.tip().height();
    begun = new Begun(ledger.tip().height(), height, nowNanos);
    try {
      fetch(new HeaderSearch.Mark(height, hash));
    } finally {
      begun = null;
    }
    Digest ours = ledger.header(height).map(Header::hash).orElse(Digest.ZERO);
    if (!ours.equals(hash)) {
      throw new IllegalStateException(
          "this node has another block at height "
              + height
              + " ("
              + ours
              + ") than the checkpoint says ("
              + hash
              + "); keep a copy of the data directory, then run consent-node repair");
    }
    ledger.place(height, position.term(), position.index());
  }

  private void fetch(HeaderSearch.Mark target) throws IOException {
    HeaderSearch headers = new HeaderSearch(ledger.genesis(), limits, asking, this::notePlausible);
    while (ledger.tip().height() < target.height()) {
      Optional<HeaderTrail> trail = headers.above(ledger.tip(), target);
      if (trail.isEmpty() || !importAll(trail.get())) {
        if (nanoTime.getAsLong() - progressNanos > limits.patience().toNanos()) {
          throw new IOException(
              "no peer gave what leads from block "
                  + ledger.tip().height()
                  + " to "
                  + target.height());
        }
        asking.pause();
      }
    }
  }

  /** Only what leads further than anything before, so that nobody can go round in circles. */
  private void notePlausible(long headerHeight) {
    if (headerHeight > furthest) {
      furthest = headerHeight;
      progressNanos = nanoTime.getAsLong();
    }
  }

  private boolean importAll(HeaderTrail trail) throws IOException {
    while (ledger.tip().height() < trail.newestHeight()) {
      if (asking.firstOf(What.BLOCKS, peer -> importFrom(peer, trail)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The new height, where this peer brought the ledger on. */
  private Optional<Long> importFrom(String peer, HeaderTrail trail) throws IOException {
    long before = ledger.tip().height();
    int max = (int) Math.min(limits.blocksMax(), trail.newestHeight() - before);
    for (Bytes encoded : asking.ask(peer, What.BLOCKS, before + 1, max)) {
      long next = ledger.tip().height() + 1;
      try {
        Block block = Block.decode(encoded);
        if (block.header().height() != next
            || next > trail.newestHeight()
            || !block.header().hash().equals(trail.at(next))) {
          throw new ChainException("block-refused", "it isn't the block that the headers name");
        }
        ledger.importBlock(block, 0, KEEP, pool.executor(), pool.parallelism());
        progressNanos = nanoTime.getAsLong();
      } catch (ChainException | LedgerException refused) {
        LOG.error(
            "event=block-refused peer={} height={} reason=\"{}\"",
            peer,
            next,
            refused.getMessage());
        break;
      }
    }
    long after = ledger.tip().height();
    return after > before ? Optional.of(after) : Optional.empty();
  }
}
