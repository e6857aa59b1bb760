package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link RecordWriter} wrote. The state is this program's own, so bytes that don't fit
 * are a broken store: IllegalStateException, and the node must stop.
 */
final class RecordReader {
  private final Bytes source;
  private int at;

  RecordReader(Bytes source) {
    this.source = source;
  }

  int u8() {
    require(1);
    return source.at(at++) & 0xff;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  int u32() {
    return u16() << 16 | u16();
  }

  long u64() {
    return (long) u32() << 32 | (u32() & 0xffff_ffffL);
  }

  Digest digest() {
    return new Digest(bytes(Digest.SIZE_BYTES));
  }

  Bytes bytes(int size) {
    require(size);
    at += size;
    return source.slice(at - size, at);
  }

  String text() {
    return bytes(u16()).utf8();
  }

  List<String> texts() {
    int few = u16();
    int count = few == RecordWriter.MANY ? u32() : few;
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(text());
    }
    return values;
  }

  /** The constant of a closed list by the ordinal that was written. */
  <E extends Enum<E>> E code(Class<E> type) {
    int ordinal = u8();
    E[] constants = type.getEnumConstants();
    if (ordinal >= constants.length) {
      throw new IllegalStateException("state record: no " + type.getSimpleName() + " " + ordinal);
    }
    return constants[ordinal];
  }

  void end() {
    if (at != source.size()) {
      throw new IllegalStateException("state record: " + (source.size() - at) + " bytes too many");
    }
  }

  private void require(int size) {
    if (size > source.size() - at) {
      throw new IllegalStateException("state record: truncated at byte " + at);
    }
  }
}
