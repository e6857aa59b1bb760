package io.consentledger.node.pipeline;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.chain.Header;
import io.consentledger.node.config.Limits;
import io.consentledger.node.metrics.NodeMetrics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the blocks that peers announce with this node's own. Two headers at one height must
 * never be: it means that a node computed or stored something else, and operators must hear of it
 * at once. Any thread.
 */
public final class HeadWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);

  /** A peer's header differs from ours. */
  public record Divergence(String peer, long height, Digest ours, Digest theirs) {}

  private record Head(long height, Digest hash) {}

  private final LedgerView ledger;
  private final NodeMetrics metrics;
  private final Map<String, Head> ahead = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Divergence> divergence = new AtomicReference<>();

  HeadWatch(LedgerView ledger, NodeMetrics metrics) {
    this.ledger = ledger;
    this.metrics = metrics;
  }

  /** A peer announced its newest block. */
  void announced(String peerId, long height, Digest hash) {
    Head head = new Head(height, hash);
    if (height > ledger.tip().height()) {
      ahead.put(peerId, head);
    } else {
      compare(peerId, head);
    }
  }

  /** Whether a peer has announced a block far above this one: then this node is catching up. */
  boolean isFarBelowPeers(long height) {
    return ahead.values().stream().anyMatch(head -> head.height() > height + Limits.LIVE_LAG_MAX);
  }

  /** How many peers announced a block above this node's, at this height or a greater one. */
  long peersAtOrAbove(long height) {
    return ahead.values().stream().filter(head -> head.height() >= height).count();
  }

  /** This node has applied a block: heads that were ahead may be comparable now. */
  void grown(long height) {
    ahead.forEach(
        (peerId, head) -> {
          if (head.height() <= height && ahead.remove(peerId, head)) {
            compare(peerId, head);
          }
        });
  }

  private void compare(String peerId, Head head) {
    Optional<Digest> ours = ledger.header(head.height()).map(Header::hash);
    if (ours.isEmpty() || ours.get().equals(head.hash())) {
      return;
    }
    Divergence found = new Divergence(peerId, head.height(), ours.get(), head.hash());
    if (divergence.compareAndSet(null, found)) {
      metrics.diverged();
      LOG.error(
          "event=divergence peer={} height={} ours={} theirs={} action=\"stop both nodes, run"
              + " consent-node fsck on each, and rebuild the one that it blames\"",
          peerId,
          head.height(),
          found.ours(),
          found.theirs());
    }
  }

  /** The first divergence seen since the start. */
  public Optional<Divergence> divergence() {
    return Optional.ofNullable(divergence.get());
  }
}
