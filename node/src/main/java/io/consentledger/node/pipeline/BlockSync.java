package io.consentledger.node.pipeline;

import io.consentledger.consensus.Position;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.node.config.Limits;
import io.consentledger.p2p.PeerNetwork;
import io.consentledger.p2p.PeerStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the blocks that this node lacks from its peers and executes each again: a peer is trusted
 * for nothing but having them. Goes round the peers until the target stands or patience runs out.
 */
final class BlockSync {
  private static final Logger LOG = LoggerFactory.getLogger(BlockSync.class);

  /** Leaves the ledger's applied position as it is. */
  private static final long KEEP = -1;

  private final Ledger ledger;
  private final VerificationPool pool;
  private final AtomicReference<@Nullable PeerNetwork> network = new AtomicReference<>();

  BlockSync(Ledger ledger, VerificationPool pool) {
    this.ledger = ledger;
    this.pool = pool;
  }

  void start(PeerNetwork links) {
    network.set(links);
  }

  /**
   * Returns when the block at {@code height} stands and its header has this hash; then {@code
   * position} is applied, in one step with the last block.
   *
   * @throws IOException where no peer could give the blocks, or this node's chain is another one
   */
  void catchUp(long height, Digest hash, Position position) throws IOException {
    long giveUpNanos = System.nanoTime() + Limits.SYNC_PATIENCE.toNanos();
    while (ledger.tip().height() < height) {
      if (System.nanoTime() - giveUpNanos > 0) {
        throw new IOException("no peer gave block " + (ledger.tip().height() + 1) + " in time");
      }
      if (!fetchFromAny(height, position)) {
        pause();
      }
    }
    Digest ours = ledger.header(height).map(Header::hash).orElse(Digest.ZERO);
    if (!ours.equals(hash)) {
      throw new IOException(
          "this node has another block at height "
              + height
              + " ("
              + ours
              + ") than the checkpoint"
              + " says ("
              + hash
              + "); run fsck, then rebuild the node from its peers");
    }
    finish(height, position);
  }

  private void finish(long height, Position position) throws IOException {
    if (ledger.applied().index() >= position.index()) {
      return;
    }
    if (ledger.tip().height() > height) {
      throw new IOException(
          "this node holds blocks above " + height + " that it has no position for; rebuild it");
    }
    ledger.skip(position.term(), position.index());
  }

  private boolean fetchFromAny(long height, Position position) throws IOException {
    PeerNetwork links = network.get();
    if (links == null) {
      throw new IOException("the links to the peers aren't started");
    }
    for (PeerStatus peer : links.peers()) {
      if (peer.connected() && fetchFrom(links, peer.id(), height, position)) {
        return true;
      }
    }
    return false;
  }

  private boolean fetchFrom(PeerNetwork links, String peerId, long height, Position position)
      throws IOException {
    long from = ledger.tip().height() + 1;
    int max = (int) Math.min(Limits.SYNC_BLOCKS_MAX, height - from + 1);
    try {
      List<Bytes> blocks =
          links
              .fetchBlocks(peerId, from, max)
              .get(Limits.SYNC_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
      for (Bytes encoded : blocks) {
        Block block = Block.decode(encoded);
        boolean last = block.header().height() == height;
        ledger.importBlock(
            block,
            last ? position.term() : 0,
            last ? position.index() : KEEP,
            pool.executor(),
            pool.parallelism());
      }
      return !blocks.isEmpty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while catching up");
    } catch (ExecutionException | TimeoutException absent) {
      LOG.warn("event=block-fetch-failed peer={} from={} reason=\"{}\"", peerId, from, absent);
    } catch (ChainException | LedgerException refused) {
      LOG.error(
          "event=block-refused peer={} from={} reason=\"{}\"", peerId, from, refused.getMessage());
    }
    return false;
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(Limits.SYNC_PAUSE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while catching up");
    }
  }
}
