package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The state as it stood after a block: what the ledger knew then. Works for every question that
 * reads cells, because each cell remembers the height of every value it held ({@link Cell}). About
 * log2(n) reads where a value changed later. For any thread that may read {@code state}.
 *
 * @param height of the block; what later blocks put isn't seen
 */
public record StateAt(StateView state, long height) implements StateView {
  @Override
  public @Nullable Bytes get(Bytes key) {
    Bytes newest = state.get(key);
    if (newest == null || heightOf(newest) <= height) {
      return newest;
    }
    Bytes found = null;
    int low = 1;
    int high = new RecordReader(newest).u32() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Bytes value = state.get(StateKeys.archived(key, middle));
      if (value == null) {
        throw new IllegalStateException("state: value " + middle + " is missing");
      }
      if (heightOf(value) <= height) {
        found = value;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  /** Every cell begins with its ordinal and the height that put it there. */
  private static long heightOf(Bytes cell) {
    RecordReader in = new RecordReader(cell);
    in.u32();
    return in.u64();
  }
}
