package io.consentledger.node.pipeline;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.node.config.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was admitted and isn't in a block yet, first in, first out. Bounded by count and bytes in
 * all and for each source, so that neither one peer nor the clients together can shut the others
 * out. Nothing is dropped silently: what doesn't fit is told to come back, what nobody ordered in
 * time leaves through {@link #expire}. Any thread.
 */
final class Mempool {
  /** What became of a transaction that was offered. */
  enum Offer {
    ADDED,
    /** It waits here already; the one that is here stays. */
    KNOWN,
    FULL
  }

  /** What may be proposed now; {@code sinceNanos} is when the first of it arrived. */
  record Waiting(int transactions, long bytes, long sinceNanos) {}

  private static final class Slot {
    final Pending pending;
    final long order;
    final long sinceNanos;
    boolean inFlight;

    Slot(Pending pending, long order, long sinceNanos) {
      this.pending = pending;
      this.order = order;
      this.sinceNanos = sinceNanos;
    }
  }

  private static final class Share {
    int transactions;
    long bytes;
  }

  private final int transactionsMax;
  private final long bytesMax;
  private final Map<TxId, Slot> slots = new HashMap<>();
  private final Map<Digest, Slot> byItemId = new HashMap<>();
  private final TreeMap<Long, Slot> proposable = new TreeMap<>();
  private final Map<String, Share> shares = new HashMap<>();
  private long bytes;
  private long proposableBytes;
  private long nextOrder;
  private long newestOrdered = -1;

  Mempool(int transactionsMax, long bytesMax) {
    this.transactionsMax = transactionsMax;
    this.bytesMax = bytesMax;
  }

  synchronized Offer offer(Pending pending) {
    if (slots.containsKey(pending.id())) {
      return Offer.KNOWN;
    }
    int size = pending.wire().size();
    Share share = shares.computeIfAbsent(pending.source(), source -> new Share());
    if (slots.size() >= transactionsMax
        || bytes + size > bytesMax
        || share.transactions + 1 > transactionsMax * Limits.MEMPOOL_SOURCE_SHARE
        || share.bytes + size > bytesMax * Limits.MEMPOOL_SOURCE_SHARE) {
      return Offer.FULL;
    }
    Slot slot = new Slot(pending, nextOrder++, System.nanoTime());
    slots.put(pending.id(), slot);
    byItemId.put(pending.itemId(), slot);
    proposable.put(slot.order, slot);
    share.transactions++;
    share.bytes += size;
    bytes += size;
    proposableBytes += size;
    return Offer.ADDED;
  }

  /** Whether {@code source} could add a transaction of {@code size} bytes, as things stand. */
  synchronized boolean hasRoom(String source, int size) {
    Share share = shares.get(source);
    return slots.size() < transactionsMax
        && bytes + size <= bytesMax
        && (share == null
            || (share.transactions + 1 <= transactionsMax * Limits.MEMPOOL_SOURCE_SHARE
                && share.bytes + size <= bytesMax * Limits.MEMPOOL_SOURCE_SHARE));
  }

  synchronized Optional<Pending> get(TxId id) {
    Slot slot = slots.get(id);
    return slot == null ? Optional.empty() : Optional.of(slot.pending);
  }

  synchronized Waiting waiting() {
    return proposable.isEmpty()
        ? new Waiting(0, 0, 0)
        : new Waiting(
            proposable.size(), proposableBytes, proposable.firstEntry().getValue().sinceNanos);
  }

  /**
   * Takes the oldest into a batch: they are in flight, and not offered to another batch, until they
   * are removed or released. A first one that is larger than {@code batchBytesMax} goes alone.
   */
  synchronized List<Pending> take(int batchTransactionsMax, long batchBytesMax) {
    List<Pending> taken = new ArrayList<>();
    long size = 0;
    while (!proposable.isEmpty() && taken.size() < batchTransactionsMax) {
      Slot slot = proposable.firstEntry().getValue();
      size += slot.pending.wire().size();
      if (!taken.isEmpty() && size > batchBytesMax) {
        break;
      }
      proposable.pollFirstEntry();
      proposableBytes -= slot.pending.wire().size();
      slot.inFlight = true;
      taken.add(slot.pending);
    }
    return taken;
  }

  /** Makes what a batch took proposable again, in its old place, where it is still here. */
  synchronized void release(Collection<Pending> taken) {
    for (Pending pending : taken) {
      Slot slot = slots.get(pending.id());
      if (slot != null && slot.inFlight) {
        slot.inFlight = false;
        proposable.put(slot.order, slot);
        proposableBytes += pending.wire().size();
      }
    }
  }

  /** Takes out what was ordered, whoever proposed it. */
  synchronized void ordered(TxId id) {
    Slot slot = slots.get(id);
    if (slot != null) {
      newestOrdered = Math.max(newestOrdered, slot.order);
      remove(id);
    }
  }

  /** Starts anew with what {@link #passedOver} goes by: another leader orders from now on. */
  synchronized void forgetOrdered() {
    newestOrdered = -1;
  }

  /** What came up to {@code latestMs} and waits, while something that came later was ordered. */
  synchronized List<Pending> passedOver(long latestMs) {
    return proposable.headMap(newestOrdered).values().stream()
        .map(slot -> slot.pending)
        .filter(pending -> pending.admittedMs() <= latestMs)
        .limit(Limits.WITHHELD_NAMED_MAX)
        .toList();
  }

  /** Takes out what isn't to be ordered any more. */
  synchronized void remove(TxId id) {
    Slot slot = slots.remove(id);
    if (slot == null) {
      return;
    }
    byItemId.remove(slot.pending.itemId());
    int size = slot.pending.wire().size();
    bytes -= size;
    if (proposable.remove(slot.order) != null) {
      proposableBytes -= size;
    }
    Share share = shares.get(slot.pending.source());
    if (share != null) {
      share.transactions--;
      share.bytes -= size;
      if (share.transactions == 0) {
        shares.remove(slot.pending.source());
      }
    }
  }

  /**
   * Takes out what nobody ordered in time: past its own notAfter, or too long here. What is in
   * flight stays, because its fate is being decided.
   *
   * @return how many left
   */
  synchronized int expire(long nowMs) {
    List<TxId> old = new ArrayList<>();
    for (Slot slot : proposable.values()) {
      Pending pending = slot.pending;
      long notAfterMs = pending.verified().transaction().statement().notAfterMs();
      if (Long.compareUnsigned(notAfterMs, nowMs) < 0
          || nowMs - pending.admittedMs() > Limits.MEMPOOL_AGE_MAX.toMillis()) {
        old.add(pending.id());
      }
    }
    old.forEach(this::remove);
    return old.size();
  }

  /**
   * The item ids of the {@code max} oldest that no batch of this node holds: what peers should hold
   * too.
   */
  synchronized List<Digest> itemIds(int max) {
    return proposable.values().stream().limit(max).map(slot -> slot.pending.itemId()).toList();
  }

  /** By the SHA-256 of the wire bytes, which is how gossip names it. */
  synchronized Optional<Pending> item(Digest itemId) {
    Slot slot = byItemId.get(itemId);
    return slot == null ? Optional.empty() : Optional.of(slot.pending);
  }

  synchronized int transactions() {
    return slots.size();
  }

  synchronized long bytes() {
    return bytes;
  }
}
