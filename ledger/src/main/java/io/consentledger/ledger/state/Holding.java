package io.consentledger.ledger.state;

import io.consentledger.ledger.tx.TxId;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How long the data of one customer that one organisation obtained under a process may be kept. */
record Holding(NavigableMap<String, Kept> kept) {
  static final Holding NONE = new Holding(new TreeMap<>());

  /**
   * One data category.
   *
   * @param dueMs exclusive end of the retention, UTC ms
   * @param txId the newest record that says it was obtained
   */
  record Kept(long dueMs, TxId txId) {}

  Holding {
    kept = Collections.unmodifiableNavigableMap(new TreeMap<>(kept));
  }

  Holding with(Collection<String> obtained, long dueMs, TxId txId) {
    NavigableMap<String, Kept> more = new TreeMap<>(kept);
    obtained.forEach(category -> more.put(category, new Kept(dueMs, txId)));
    return new Holding(more);
  }

  Holding without(Collection<String> erased) {
    NavigableMap<String, Kept> fewer = new TreeMap<>(kept);
    erased.forEach(fewer::remove);
    return new Holding(fewer);
  }

  boolean keeps(String category) {
    return kept.containsKey(category);
  }

  /** Whether the retention of one of these is over, whatever else forbids to erase it. */
  boolean isElapsed(Collection<String> categories, long timeMs) {
    return categories.stream()
        .map(kept::get)
        .anyMatch(held -> held != null && timeMs >= held.dueMs());
  }

  void encode(RecordWriter out) {
    out.u16(kept.size());
    kept.forEach(
        (category, held) -> out.text(category).u64(held.dueMs()).digest(held.txId().digest()));
  }

  static Holding decode(RecordReader in) {
    NavigableMap<String, Kept> kept = new TreeMap<>();
    for (int left = in.u16(); left > 0; left--) {
      kept.put(in.text(), new Kept(in.u64(), new TxId(in.digest())));
    }
    return new Holding(kept);
  }
}
