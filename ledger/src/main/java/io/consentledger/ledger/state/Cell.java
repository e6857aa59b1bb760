package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A place of the state that remembers every value it held and when, so that a question about the
 * past reads a few keys instead of replaying a stream. The newest value stands under the cell's
 * key, earlier ones under {@link StateKeys#archived}.
 *
 * @param <T> what the cell holds
 */
final class Cell<T> {
  /** A value with the block and the transaction that put it there; ordinals count from 1. */
  record Entry<T>(int ordinal, long height, long timeMs, TxId txId, T value) {}

  private final Bytes key;
  private final BiConsumer<RecordWriter, T> encoder;
  private final Function<RecordReader, T> decoder;

  Cell(Bytes key, BiConsumer<RecordWriter, T> encoder, Function<RecordReader, T> decoder) {
    this.key = key;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  /** The newest value. */
  Optional<Entry<T>> newest(StateView state) {
    return read(state, key);
  }

  /** The value that stood after the last block whose time is not later than {@code timeMs}. */
  Optional<Entry<T>> asOf(StateView state, long timeMs) {
    Optional<Entry<T>> newest = newest(state);
    if (newest.isEmpty() || newest.get().timeMs() <= timeMs) {
      return newest;
    }
    int low = 0;
    int high = newest.get().ordinal() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (archived(state, middle).timeMs() <= timeMs) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(archived(state, low));
  }

  /** Every value that it held up to a time, the first one first. */
  List<Entry<T>> upTo(StateView state, long timeMs) {
    List<Entry<T>> held = new ArrayList<>();
    Optional<Entry<T>> last = asOf(state, timeMs);
    if (last.isPresent()) {
      for (int ordinal = 1; ordinal < last.get().ordinal(); ordinal++) {
        held.add(archived(state, ordinal));
      }
      held.add(last.get());
    }
    return held;
  }

  /** Puts a value, keeping the one that stood. */
  void put(Step step, T value) {
    Optional<Entry<T>> before = newest(step.state());
    int ordinal = 1;
    if (before.isPresent()) {
      ordinal = before.get().ordinal() + 1;
      step.state().put(StateKeys.archived(key, ordinal - 1), encode(before.get()));
    }
    Entry<T> entry =
        new Entry<>(ordinal, step.block().height(), step.block().timeMs(), step.txId(), value);
    step.state().put(key, encode(entry));
  }

  private Entry<T> archived(StateView state, int ordinal) {
    return read(state, StateKeys.archived(key, ordinal))
        .orElseThrow(() -> new IllegalStateException("state: value " + ordinal + " is missing"));
  }

  private Optional<Entry<T>> read(StateView state, Bytes at) {
    Bytes encoded = state.get(at);
    if (encoded == null) {
      return Optional.empty();
    }
    RecordReader in = new RecordReader(encoded);
    int ordinal = in.u32();
    long height = in.u64();
    long timeMs = in.u64();
    TxId txId = new TxId(in.digest());
    Entry<T> entry = new Entry<>(ordinal, height, timeMs, txId, decoder.apply(in));
    in.end();
    return Optional.of(entry);
  }

  private Bytes encode(Entry<T> entry) {
    RecordWriter out =
        new RecordWriter()
            .u32(entry.ordinal())
            .u64(entry.height())
            .u64(entry.timeMs())
            .digest(entry.txId().digest());
    encoder.accept(out, entry.value());
    return out.done();
  }
}
