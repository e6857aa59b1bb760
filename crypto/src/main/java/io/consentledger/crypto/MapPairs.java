package io.consentledger.crypto;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A part of a {@link MerkleMap} as one string of bytes, {@code (key 32 | value 32)*}, hashed where
 * it lies. Pure functions, for any thread. Callers vouch that the keys strictly ascend and that
 * their first {@code depth} bits are alike.
 */
public final class MapPairs {
  /** Length of a key and its value in bytes. */
  public static final int PAIR_BYTES = 2 * Digest.SIZE_BYTES;

  private static final int LEAF_TAG = 2;

  private MapPairs() {}

  /**
   * How many pairs there are.
   *
   * @throws IllegalArgumentException where the bytes end within a pair
   */
  public static int count(Bytes pairs) {
    if (pairs.size() % PAIR_BYTES != 0) {
      throw new IllegalArgumentException(pairs.size() + " bytes are no pairs of digests");
    }
    return pairs.size() / PAIR_BYTES;
  }

  public static Digest key(Bytes pairs, int index) {
    return digest(pairs, index * PAIR_BYTES);
  }

  public static Digest value(Bytes pairs, int index) {
    return digest(pairs, index * PAIR_BYTES + Digest.SIZE_BYTES);
  }

  /** Whether the keys strictly ascend: until they do, nothing else here may be asked. */
  public static boolean ascend(Bytes pairs) {
    for (int i = 1; i < count(pairs); i++) {
      if (compare(pairs, i - 1, key(pairs, i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The value under {@code key}, where there is one. */
  public static Optional<Digest> find(Bytes pairs, Digest key) {
    int low = 0;
    int high = count(pairs);
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(pairs, middle, key);
      if (order == 0) {
        return Optional.of(value(pairs, middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Optional.empty();
  }

  /**
   * The pairs after these changes.
   *
   * @param changes new keys, or new values of keys that are there, the keys strictly ascending
   */
  public static Bytes merge(Bytes pairs, List<MapProof.Leaf> changes) {
    byte[] old = pairs.unsafeArray();
    byte[] merged = new byte[pairs.size() + changes.size() * PAIR_BYTES];
    ByteBuffer out = ByteBuffer.wrap(merged);
    int at = 0;
    int count = count(pairs);
    for (MapProof.Leaf change : changes) {
      int from = at;
      while (at < count && compare(pairs, at, change.key()) < 0) {
        at++;
      }
      out.put(old, from * PAIR_BYTES, (at - from) * PAIR_BYTES);
      if (at < count && compare(pairs, at, change.key()) == 0) {
        at++;
      }
      change.key().bytes().putTo(out);
      change.value().bytes().putTo(out);
    }
    out.put(old, at * PAIR_BYTES, (count - at) * PAIR_BYTES);
    return Bytes.owning(out.hasRemaining() ? Arrays.copyOf(merged, out.position()) : merged);
  }

  /** The hash of the subtree at {@code depth} that holds these pairs; the map's root at 0. */
  public static Digest root(Bytes pairs, int depth) {
    return root(pairs, 0, count(pairs), depth);
  }

  /** The first pair that goes right at this depth; their count where none does. */
  public static int split(Bytes pairs, int depth) {
    return split(pairs, 0, count(pairs), depth);
  }

  /**
   * What the subtree at {@code depth} that holds these pairs says of {@code key}: the proof as far
   * as it lies within, to be led up with {@link MapProof#below}; the whole proof at depth 0.
   */
  public static MapProof prove(Bytes pairs, int depth, Digest key) {
    List<Digest> siblings = new ArrayList<>();
    int from = 0;
    int to = count(pairs);
    for (int at = depth; to - from > 1; at++) {
      int right = split(pairs, from, to, at);
      if (MerkleMap.bit(key, at)) {
        siblings.add(root(pairs, from, right, at + 1));
        from = right;
      } else {
        siblings.add(root(pairs, right, to, at + 1));
        to = right;
      }
    }
    Collections.reverse(siblings);
    return new MapProof(
        siblings,
        from == to
            ? Optional.empty()
            : Optional.of(new MapProof.Leaf(key(pairs, from), value(pairs, from))));
  }

  private static Digest root(Bytes pairs, int from, int to, int depth) {
    if (from == to) {
      return MerkleMap.EMPTY;
    }
    if (to - from == 1) {
      return Sha256.hash(LEAF_TAG, pairs.unsafeArray(), from * PAIR_BYTES, PAIR_BYTES);
    }
    int right = split(pairs, from, to, depth);
    return MerkleMap.node(root(pairs, from, right, depth + 1), root(pairs, right, to, depth + 1));
  }

  private static int split(Bytes pairs, int from, int to, int depth) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (goesRight(pairs, middle, depth)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static boolean goesRight(Bytes pairs, int index, int depth) {
    return (pairs.at(index * PAIR_BYTES + (depth >>> 3)) >>> (7 - (depth & 7)) & 1) == 1;
  }

  private static int compare(Bytes pairs, int index, Digest key) {
    int from = index * PAIR_BYTES;
    return Arrays.compareUnsigned(
        pairs.unsafeArray(),
        from,
        from + Digest.SIZE_BYTES,
        key.bytes().unsafeArray(),
        0,
        Digest.SIZE_BYTES);
  }

  private static Digest digest(Bytes pairs, int from) {
    return new Digest(pairs.slice(from, from + Digest.SIZE_BYTES));
  }
}
