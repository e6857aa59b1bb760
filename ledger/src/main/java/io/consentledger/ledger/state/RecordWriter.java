package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes state records: fixed fields big-endian, texts in ASCII after a two-byte length. */
final class RecordWriter {
  /** In the place of a count of texts: the count needs four bytes, which follow. */
  static final int MANY = 0xffff;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

  RecordWriter u8(int value) {
    out.write(value);
    return this;
  }

  RecordWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  RecordWriter u32(int value) {
    return u16(value >>> 16).u16(value);
  }

  RecordWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  RecordWriter digest(Digest digest) {
    return bytes(digest.bytes());
  }

  RecordWriter bytes(Bytes bytes) {
    out.writeBytes(bytes.toArray());
    return this;
  }

  RecordWriter text(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    u16(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  RecordWriter texts(List<String> values) {
    if (values.size() < MANY) {
      u16(values.size());
    } else {
      u16(MANY).u32(values.size());
    }
    values.forEach(this::text);
    return this;
  }

  /**
   * The place of a constant in its closed list, one byte. Lists only ever grow at their end: a test
   * holds the order.
   */
  @SuppressWarnings("EnumOrdinal")
  RecordWriter code(Enum<?> constant) {
    return u8(constant.ordinal());
  }

  Bytes done() {
    return Bytes.owning(out.toByteArray());
  }
}
