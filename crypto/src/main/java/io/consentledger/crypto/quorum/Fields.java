package io.consentledger.crypto.quorum;

import io.consentledger.crypto.Bytes;
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

  void version(int expected) throws QuorumException {
    long version = unsigned(1);
    if (version != expected) {
      throw malformed("version " + version + " where " + expected + " is known");
    }
  }

  /** From 1: no block has height 0, and none will have the highest bit. */
  long height() throws QuorumException {
    long height = unsigned(Long.BYTES);
    if (height <= 0) {
      throw malformed("no block has this height");
    }
    return height;
  }

  int epoch() throws QuorumException {
    long epoch = unsigned(Integer.BYTES);
    if (epoch > Integer.MAX_VALUE) {
      throw malformed("an epoch of " + epoch);
    }
    return (int) epoch;
  }

  /** Always 0: in this version nobody votes twice on one height. */
  void round() throws QuorumException {
    long round = unsigned(Integer.BYTES);
    if (round != Vote.ROUND) {
      throw malformed("round " + round + " where only 0 is known");
    }
  }

  int count() throws QuorumException {
    return (int) unsigned(Short.BYTES);
  }

  Digest digest() throws QuorumException {
    return new Digest(bytes(Digest.SIZE_BYTES));
  }

  Signature signature() throws QuorumException {
    return new Signature(bytes(count()));
  }

  void end() throws QuorumException {
    if (at != source.size()) {
      throw malformed((source.size() - at) + " trailing bytes");
    }
  }

  private long unsigned(int size) throws QuorumException {
    long value = 0;
    Bytes bytes = bytes(size);
    for (int i = 0; i < size; i++) {
      value = value << 8 | (bytes.at(i) & 0xff);
    }
    return value;
  }

  private Bytes bytes(int size) throws QuorumException {
    if (size > source.size() - at) {
      throw malformed(size + " bytes wanted at " + at + ", " + (source.size() - at) + " left");
    }
    at += size;
    return source.slice(at - size, at);
  }

  private QuorumException malformed(String why) {
    return new QuorumException(code, why);
  }
}
