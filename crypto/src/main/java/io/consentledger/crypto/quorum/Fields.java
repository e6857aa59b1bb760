package io.consentledger.crypto.quorum;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Signature;

/**
 * Reads the fields that votes and certificates share, big-endian, from the front; refuses all that
 * has a second spelling. Nothing is allocated for bytes that aren't there. For one thread.
 */
final class Fields {
  private final Bytes source;
  private final String code;
  private int at;

  /**
   * @param code the stable code of every refusal
   */
  Fields(Bytes source, String code) {
    this.source = source;
    this.code = code;
  }

  void version(int expected) throws CryptoException {
    long version = unsigned(1);
    if (version != expected) {
      throw malformed("version " + version + " where " + expected + " is known");
    }
  }

  /** From 1: no block has height 0, and none will have the highest bit. */
  long height() throws CryptoException {
    long height = unsigned(Long.BYTES);
    if (height <= 0) {
      throw malformed("no block has this height");
    }
    return height;
  }

  int epoch() throws CryptoException {
    long epoch = unsigned(Integer.BYTES);
    if (epoch > Integer.MAX_VALUE) {
      throw malformed("an epoch of " + epoch);
    }
    return (int) epoch;
  }

  /** Always 0: in this version nobody votes twice on one height. */
  void round() throws CryptoException {
    long round = unsigned(Integer.BYTES);
    if (round != Vote.ROUND) {
      throw malformed("round " + round + " where only 0 is known");
    }
  }

  int count() throws CryptoException {
    return (int) unsigned(Short.BYTES);
  }

  Digest digest() throws CryptoException {
    return new Digest(bytes(Digest.SIZE_BYTES));
  }

  Signature signature() throws CryptoException {
    return new Signature(bytes(count()));
  }

  void end() throws CryptoException {
    if (at != source.size()) {
      throw malformed((source.size() - at) + " trailing bytes");
    }
  }

  private long unsigned(int size) throws CryptoException {
    long value = 0;
    Bytes bytes = bytes(size);
    for (int i = 0; i < size; i++) {
      value = value << 8 | (bytes.at(i) & 0xff);
    }
    return value;
  }

  private Bytes bytes(int size) throws CryptoException {
    if (size > source.size() - at) {
      throw malformed(size + " bytes wanted at " + at + ", " + (source.size() - at) + " left");
    }
    at += size;
    return source.slice(at - size, at);
  }

  private CryptoException malformed(String why) {
    return new CryptoException(code, why);
  }
}
