package io.consentledger.ledger.tx;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.nio.ByteBuffer;

/** Writes fixed fields, big-endian, into exactly the size given at the start. For one thread. */
public final class WireWriter {
  private final byte[] target;
  private final ByteBuffer buffer;

  public WireWriter(int sizeBytes) {
    this.target = new byte[sizeBytes];
    this.buffer = ByteBuffer.wrap(target);
  }

  /** Two bytes, big-endian. */
  public static Bytes u16Bytes(int value) {
    return Bytes.owning(new byte[] {(byte) (value >>> 8), (byte) value});
  }

  public WireWriter u8(int value) {
    buffer.put((byte) value);
    return this;
  }

  public WireWriter u16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  public WireWriter u32(int value) {
    buffer.putInt(value);
    return this;
  }

  public WireWriter u64(long value) {
    buffer.putLong(value);
    return this;
  }

  public WireWriter bytes(Bytes value) {
    value.putTo(buffer);
    return this;
  }

  public WireWriter digest(Digest value) {
    return bytes(value.bytes());
  }

  /** The bytes, once all of them are written. The writer is spent. */
  public Bytes toBytes() {
    if (buffer.hasRemaining()) {
      throw new IllegalStateException(buffer.remaining() + " bytes were not written");
    }
    return Bytes.owning(target);
  }
}
