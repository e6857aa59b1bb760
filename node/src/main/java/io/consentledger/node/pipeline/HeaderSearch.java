package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.pipeline.PeerAsking.What;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which headers above a ledger's tip are the network's, a window at a time. Headers are
 * believed up to one that a quorum certified, or up to the target. Where windows pass without
 * either, only the hash at the end of each is kept: once a later one is proven, each of them is
 * fetched again and must end there. So memory is one window, and a hash for each that had no
 * certificate. One thread.
 */
final class HeaderSearch {
  private static final Logger LOG = LoggerFactory.getLogger(HeaderSearch.class);

  /** A block that is known to be the network's, or to come to be known with the next proof. */
  record Mark(long height, Digest hash) {}

  private final Genesis genesis;
  private final SyncLimits limits;
  private final PeerAsking asking;
  private final LongConsumer progress;
  private final Deque<Mark> proven = new ArrayDeque<>();

  /**
   * @param progress told how far headers follow one another, whenever some came
   */
  HeaderSearch(Genesis genesis, SyncLimits limits, PeerAsking asking, LongConsumer progress) {
    this.genesis = genesis;
    this.limits = limits;
    this.asking = asking;
    this.progress = progress;
  }

  /** The network's headers right above {@code tip}; empty where no peer gave any now. */
  Optional<HeaderTrail> above(Tip tip, Mark target) throws IOException {
    while (!proven.isEmpty() && proven.getFirst().height() <= tip.height()) {
      proven.removeFirst();
    }
    Mark base = new Mark(tip.height(), tip.headerHash());
    if (!proven.isEmpty()) {
      Mark end = proven.getFirst();
      return asking.firstOf(What.HEADERS, peer -> upTo(peer, base, end));
    }
    return asking.firstOf(What.HEADERS, peer -> explore(peer, base, target));
  }

  /** A window that ends at a block which is proven. */
  private Optional<HeaderTrail> upTo(String peer, Mark base, Mark end) throws IOException {
    HeaderTrail joined = new HeaderTrail(base.height(), base.hash());
    while (joined.newestHeight() < end.height()) {
      Optional<HeaderWindow> window =
          window(peer, new Mark(joined.newestHeight(), joined.newestHash()), end.height());
      if (window.isEmpty()) {
        return Optional.empty();
      }
      joined.appendAll(window.get().trail());
    }
    return joined.newestHash().equals(end.hash())
        ? Optional.of(joined)
        : refused(peer, end.height(), "another chain than the one that is proven");
  }

  /** Goes on with one peer until something proves what it gave; returns the first window. */
  private Optional<HeaderTrail> explore(String peer, Mark base, Mark target) throws IOException {
    Deque<Mark> ends = new ArrayDeque<>();
    Optional<HeaderTrail> first = Optional.empty();
    Mark newest = base;
    while (ends.size() < limits.windowsMax()) {
      Optional<HeaderWindow> window = window(peer, newest, target.height());
      if (window.isEmpty()) {
        return Optional.empty();
      }
      HeaderTrail trail = window.get().trail();
      newest = new Mark(trail.newestHeight(), trail.newestHash());
      if (first.isEmpty()) {
        first = Optional.of(trail);
      }
      ends.addLast(newest);
      if (window.get().certified() || newest.equals(target)) {
        proven.addAll(ends);
        return first;
      }
      if (newest.height() >= target.height()) {
        return refused(peer, newest.height(), "another block than the checkpoint's");
      }
    }
    return refused(peer, newest.height(), "too many headers without a certificate");
  }

  /** One answer of a peer; without a certificate only a whole one is of use. */
  private Optional<HeaderWindow> window(String peer, Mark base, long last) throws IOException {
    int max = (int) Math.min(limits.headersMax(), last - base.height());
    long from = base.height() + 1;
    List<Bytes> items = asking.ask(peer, What.HEADERS, from, max);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    try {
      HeaderWindow window = HeaderWindow.read(items, base.height(), base.hash(), genesis);
      if (items.size() > max || (items.size() < max && !window.certified())) {
        return refused(peer, from, "fewer or more headers than asked for, and no certificate");
      }
      progress.accept(window.trail().newestHeight());
      return Optional.of(window);
    } catch (ChainException | CryptoException lie) {
      return refused(peer, from, String.valueOf(lie.getMessage()));
    }
  }

  private static <T> Optional<T> refused(String peer, long height, String reason) {
    LOG.error("event=headers-refused peer={} height={} reason=\"{}\"", peer, height, reason);
    return Optional.empty();
  }
}
