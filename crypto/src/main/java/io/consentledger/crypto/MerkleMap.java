package io.consentledger.crypto;

/**
 * The hashing of the compact sparse Merkle tree that maps 32-byte keys to 32-byte values (the
 * prefix tree of the IETF key-transparency draft; docs/spec/map.md). A subtree without keys hashes
 * to 32 zero bytes, one with a single key to {@code H(0x02 | key | value)} wherever it sits, any
 * other to {@code H(0x03 | left | right)}. A key goes left at level n where its bit n, counted from
 * the most significant one of byte 0, is 0. So the root depends on the keys and values alone, never
 * on the order in which they came. Pure functions, for any thread.
 */
public final class MerkleMap {
  /** The hash of a subtree without keys. */
  public static final Digest EMPTY = Digest.ZERO;

  /** Bits of a key, and so the most levels of a tree. */
  public static final int KEY_BITS = 8 * Digest.SIZE_BYTES;

  private static final Bytes LEAF_TAG = Bytes.owning(new byte[] {2});
  private static final Bytes NODE_TAG = Bytes.owning(new byte[] {3});

  private MerkleMap() {}

  /** The hash of a subtree with this key alone. */
  public static Digest leaf(Digest key, Digest value) {
    return Digest.of(LEAF_TAG, key.bytes(), value.bytes());
  }

  /** The hash of a subtree with keys on both sides, or with several on one. */
  public static Digest node(Digest left, Digest right) {
    return Digest.of(NODE_TAG, left.bytes(), right.bytes());
  }

  /** Whether the key goes right at this level, from 0 to 255. */
  public static boolean bit(Digest key, int level) {
    return (key.bytes().at(level >>> 3) >>> (7 - (level & 7)) & 1) == 1;
  }

  /** How many leading bits two keys have in common: 0 to 256. */
  public static int commonBits(Digest one, Digest other) {
    for (int i = 0; i < Digest.SIZE_BYTES; i++) {
      int difference = (one.bytes().at(i) ^ other.bytes().at(i)) & 0xff;
      if (difference != 0) {
        return 8 * i + Integer.numberOfLeadingZeros(difference) - 24;
      }
    }
    return KEY_BITS;
  }
}
