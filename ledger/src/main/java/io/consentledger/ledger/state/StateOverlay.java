package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes on top of a state, unseen by it until somebody stores {@link #changes()}. The changes are
 * the same whatever order they were made in. Nothing is ever deleted. For one thread.
 */
public final class StateOverlay implements StateView {
  private final StateView base;
  private final TreeMap<Bytes, Bytes> changes = new TreeMap<>();

  public StateOverlay(StateView base) {
    this.base = base;
  }

  @Override
  public @Nullable Bytes get(Bytes key) {
    Bytes changed = changes.get(key);
    return changed != null ? changed : base.get(key);
  }

  public void put(Bytes key, Bytes value) {
    changes.put(key, value);
  }

  /** What was put, by key in ascending order: a read-only view. */
  public SortedMap<Bytes, Bytes> changes() {
    return Collections.unmodifiableSortedMap(changes);
  }

  /** Takes over what {@code upper}, an overlay on this one, holds. */
  void absorb(StateOverlay upper) {
    changes.putAll(upper.changes);
  }
}
