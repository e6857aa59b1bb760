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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the blocks that this node lacks from its peers and executes each again. A peer is trusted
 * for nothing: first its headers must lead from this node's tip to the hash that is wanted, and
 * only blocks with those headers are taken, for a chain that holds together isn't yet the
 * network's. Goes round the peers until the target stands or patience runs out.
 */
final class BlockSync {
  private static final Logger LOG = LoggerFactory.getLogger(BlockSync.class);

  /** Leaves the ledger's applied position as it is. */
  private static final long KEEP = -1;

  private final Ledger ledger;
  private final VerificationPool pool;
  private final AtomicReference<@Nullable PeerNetwork> network = new AtomicReference<>();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();

  BlockSync(Ledger ledger, VerificationPool pool) {
    this.ledger = ledger;
    this.pool = pool;
  }

  void start(PeerNetwork links) {
    network.set(links);
  }

  /** Ends catching up, now and from now on. */
  void stop() {
    stopped.complete(null);
  }

  /**
   * Returns when the block at {@code height} stands, its header has this hash, and {@code position}
   * is applied.
   *
   * @throws InterruptedIOException where it was stopped
   * @throws IOException where no peer could give the blocks
   * @throws IllegalStateException where this node's chain is another one: going on would fork
   */
  void catchUp(long height, Digest hash, Position position) throws IOException {
    long giveUpNanos = System.nanoTime() + Limits.SYNC_PATIENCE.toNanos();
    Optional<HeaderTrail> trail = Optional.empty();
    while (ledger.tip().height() < height) {
      if (System.nanoTime() - giveUpNanos > 0) {
        throw new IOException(
            "no peer gave what leads from block " + ledger.tip().height() + " to " + height);
      }
      PeerNetwork links = links();
      if (trail.isEmpty()) {
        trail = findTrail(links, height, hash);
      }
      if (trail.isEmpty() || !importFromAny(links, trail.get())) {
        pause();
      }
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
              + "); run fsck, then rebuild the node from its peers");
    }
    finish(height, position);
  }

  private void finish(long height, Position position) {
    if (ledger.applied().index() >= position.index()) {
      return;
    }
    if (ledger.tip().height() > height) {
      throw new IllegalStateException(
          "this node holds blocks above " + height + " that it has no position for; rebuild it");
    }
    ledger.skip(position.term(), position.index());
  }

  private PeerNetwork links() throws IOException {
    PeerNetwork links = network.get();
    if (links == null) {
      throw new IOException("the links to the peers aren't started");
    }
    return links;
  }

  private Optional<HeaderTrail> findTrail(PeerNetwork links, long height, Digest hash)
      throws IOException {
    for (PeerStatus peer : links.peers()) {
      if (peer.connected()) {
        Optional<HeaderTrail> trail = trailFrom(links, peer.id(), height, hash);
        if (trail.isPresent()) {
          return trail;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<HeaderTrail> trailFrom(
      PeerNetwork links, String peerId, long height, Digest hash) throws IOException {
    HeaderTrail trail = new HeaderTrail(ledger.tip());
    while (trail.newestHeight() < height) {
      List<Block> blocks = fetch(links, peerId, trail.newestHeight() + 1, height);
      if (blocks.isEmpty()) {
        return Optional.empty();
      }
      for (Block block : blocks) {
        if (!trail.append(block.header())) {
          refuse(peerId, block, "its header doesn't follow the one before");
          return Optional.empty();
        }
      }
    }
    if (!trail.newestHash().equals(hash)) {
      LOG.error("event=chain-refused peer={} height={} reason=\"another chain\"", peerId, height);
      return Optional.empty();
    }
    return Optional.of(trail);
  }

  private boolean importFromAny(PeerNetwork links, HeaderTrail trail) throws IOException {
    for (PeerStatus peer : links.peers()) {
      if (peer.connected() && importFrom(links, peer.id(), trail)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this peer brought the ledger on. */
  private boolean importFrom(PeerNetwork links, String peerId, HeaderTrail trail)
      throws IOException {
    long before = ledger.tip().height();
    for (Block block : fetch(links, peerId, before + 1, trail.newestHeight())) {
      long next = ledger.tip().height() + 1;
      if (block.header().height() != next || !block.header().hash().equals(trail.at(next))) {
        refuse(peerId, block, "it isn't the block that the trail names");
        break;
      }
      try {
        ledger.importBlock(block, 0, KEEP, pool.executor(), pool.parallelism());
      } catch (LedgerException refused) {
        refuse(peerId, block, String.valueOf(refused.getMessage()));
        break;
      }
    }
    return ledger.tip().height() > before;
  }

  /** Some blocks from {@code from} up to {@code to}; none where the peer can't or won't. */
  private List<Block> fetch(PeerNetwork links, String peerId, long from, long to)
      throws IOException {
    int max = (int) Math.min(Limits.SYNC_BLOCKS_MAX, to - from + 1);
    try {
      List<Block> blocks = new ArrayList<>();
      CompletableFuture<List<Bytes>> asked = links.fetchBlocks(peerId, from, max);
      await(CompletableFuture.anyOf(asked, stopped), Limits.SYNC_REQUEST);
      for (Bytes encoded : asked.get()) {
        blocks.add(Block.decode(encoded));
      }
      return blocks;
    } catch (InterruptedException interrupted) {
      throw interrupted();
    } catch (ExecutionException | TimeoutException | ChainException absent) {
      LOG.warn("event=block-fetch-failed peer={} from={} reason=\"{}\"", peerId, from, absent);
      return List.of();
    }
  }

  private static void refuse(String peerId, Block block, String reason) {
    LOG.error(
        "event=block-refused peer={} height={} reason=\"{}\"",
        peerId,
        block.header().height(),
        reason);
  }

  private void pause() throws IOException {
    try {
      await(stopped, Limits.SYNC_PAUSE);
    } catch (InterruptedException interrupted) {
      throw interrupted();
    } catch (ExecutionException | TimeoutException over) {
      LOG.debug("event=catching-up-again");
    }
  }

  private void await(CompletableFuture<?> something, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException, InterruptedIOException {
    something.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (stopped.isDone()) {
      throw new InterruptedIOException("stopped while catching up");
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while catching up");
  }
}
