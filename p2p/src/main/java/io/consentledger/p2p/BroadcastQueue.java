package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * This node's own items on their way from any thread to the loop, bounded by their bytes. The loop
 * is woken once for all that wait, so a burst becomes a few large frames.
 */
final class BroadcastQueue {
  private final ConcurrentLinkedQueue<Own> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger bytes = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();

  /** An item with its id. */
  record Own(Digest id, Bytes item) {}

  /** Queues the item; false where there is no room. */
  boolean offer(Bytes item) {
    if (bytes.addAndGet(item.size()) > Limits.BROADCAST_QUEUE_BYTES_MAX) {
      bytes.addAndGet(-item.size());
      return false;
    }
    queue.add(new Own(Digest.of(item), item));
    return true;
  }

  /** Whether the caller must wake the loop. */
  boolean wake() {
    return woken.compareAndSet(false, true);
  }

  /** On the loop, before the first {@link #poll}: what is queued from now on wakes it again. */
  void awake() {
    woken.set(false);
  }

  @Nullable Own poll() {
    Own next = queue.poll();
    if (next != null) {
      bytes.addAndGet(-next.item().size());
    }
    return next;
  }
}
