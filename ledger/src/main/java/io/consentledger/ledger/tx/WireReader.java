package io.consentledger.ledger.tx;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;

/**
 * Reads fixed fields, big-endian, from the front of some bytes. Checks every length before it
 * allocates, and {@link #end()} refuses trailing bytes. For one thread.
 */
public final class WireReader {
  private final Bytes source;
  private int at;

  public WireReader(Bytes source) {
    this.source = source;
  }

  public int u8() throws MalformedException {
    need(1);
    return source.at(at++) & 0xff;
  }

  public int u16() throws MalformedException {
    return u8() << 8 | u8();
  }

  /** An unsigned count or size, refused above {@code max}. */
  public int u32(int max) throws MalformedException {
    long value = (long) u16() << 16 | u16();
    if (value > max) {
      throw new MalformedException("a length of " + value + " is above its limit of " + max);
    }
    return (int) value;
  }

  /** All 64 bits; compare the value as unsigned. */
  public long u64() throws MalformedException {
    need(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (source.at(at++) & 0xff);
    }
    return value;
  }

  public Digest digest() throws MalformedException {
    return new Digest(bytes(Digest.SIZE_BYTES));
  }

  /** The next {@code size} bytes, copied. */
  public Bytes bytes(int size) throws MalformedException {
    need(size);
    Bytes slice = source.slice(at, at + size);
    at += size;
    return slice;
  }

  /** Requires this version byte: another one belongs to a later format. */
  public void version(int expected) throws MalformedException {
    int version = u8();
    if (version != expected) {
      throw new MalformedException("version " + version + " where " + expected + " is known");
    }
  }

  /** How far the reader is, in bytes from the front. */
  public int position() {
    return at;
  }

  /** Requires that everything was read. */
  public void end() throws MalformedException {
    if (at != source.size()) {
      throw new MalformedException((source.size() - at) + " trailing bytes");
    }
  }

  private void need(int size) throws MalformedException {
    if (size > source.size() - at) {
      throw new MalformedException(
          "truncated: " + size + " bytes wanted at " + at + ", " + (source.size() - at) + " left");
    }
  }
}
