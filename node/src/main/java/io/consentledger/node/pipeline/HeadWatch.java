package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.Header;
import io.consentledger.node.metrics.NodeMetrics;
import java.nio.ByteBuffer;
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
  private static final int HEAD_BYTES = 8 + Digest.SIZE_BYTES;

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

  /** {@code u64 height | headerHash}: what is announced to peers over their authenticated links. */
  static Bytes encode(Tip tip) {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).putLong(tip.height());
    tip.headerHash().bytes().putTo(head);
    return Bytes.owning(head.array());
  }

  /** A peer announced its newest block. Anything that is no head is ignored. */
  void announced(String peerId, Bytes encoded) {
    if (encoded.size() != HEAD_BYTES) {
      return;
    }
    long height = encoded.asBuffer().getLong();
    if (height <= 0) {
      return;
    }
    Head head = new Head(height, new Digest(encoded.slice(8, HEAD_BYTES)));
    if (height > ledger.tip().height()) {
      ahead.put(peerId, head);
    } else {
      compare(peerId, head);
    }
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
