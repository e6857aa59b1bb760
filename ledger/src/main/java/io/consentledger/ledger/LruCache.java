package io.consentledger.ledger;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The values used last, up to a limit of their number or weight. For any thread. */
final class LruCache<K, V> {
  private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long weightMax;
  private final ToLongFunction<V> weightOf;
  private long weight;

  /** Bounded by number. */
  LruCache(int entriesMax) {
    this(entriesMax, value -> 1);
  }

  /** Bounded by the sum of what {@code weightOf} says, always the same for the same value. */
  LruCache(long weightMax, ToLongFunction<V> weightOf) {
    this.weightMax = weightMax;
    this.weightOf = weightOf;
  }

  synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  synchronized void put(K key, V value) {
    remove(key);
    entries.put(key, value);
    weight += weightOf.applyAsLong(value);
    Iterator<V> eldest = entries.values().iterator();
    while (weight > weightMax && eldest.hasNext()) {
      weight -= weightOf.applyAsLong(eldest.next());
      eldest.remove();
    }
  }

  synchronized void remove(K key) {
    V gone = entries.remove(key);
    if (gone != null) {
      weight -= weightOf.applyAsLong(gone);
    }
  }
}
