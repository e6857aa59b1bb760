package io.consentledger.crypto;

import java.util.ArrayList;
import java.util.List;

/**
 * The root and the proofs of a {@link MerkleLog} of which only the roots of complete subtrees are
 * kept: the same as from all its leaves, for a logarithmic number of reads. As safe for use by
 * several threads as the subtrees are.
 */
public final class MerkleLogReader {
  /** Where the roots of complete subtrees are kept. */
  @FunctionalInterface
  public interface Subtrees {
    /**
     * The root over the leaves from {@code index * 2^level} on, {@code 2^level} of them: at level 0
     * the leaf hash itself. Asked only for subtrees that lie within the log.
     */
    Digest root(int level, long index);
  }

  private final Subtrees subtrees;
  private final long size;

  /**
   * A log of {@code size} leaves, which may be fewer than there are.
   *
   * @throws IllegalArgumentException where it is negative
   */
  public MerkleLogReader(Subtrees subtrees, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("a log of " + size + " leaves");
    }
    this.subtrees = subtrees;
    this.size = size;
  }

  /** As {@link MerkleLog#root}. */
  public Digest root() {
    return size == 0 ? MerkleLog.root(List.of()) : root(0, size);
  }

  /**
   * As {@link MerkleLog#inclusionProof}.
   *
   * @throws IndexOutOfBoundsException where there is no such leaf
   */
  public List<Digest> inclusionProof(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("leaf " + index + " of " + size);
    }
    List<Digest> highestFirst = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long split = from + Long.highestOneBit(to - from - 1);
      if (index < split) {
        highestFirst.add(root(split, to));
        to = split;
      } else {
        highestFirst.add(root(from, split));
        from = split;
      }
    }
    return reversed(highestFirst);
  }

  /**
   * As {@link MerkleLog#consistencyProof}.
   *
   * @throws IllegalArgumentException where {@code size1} isn't from 1 to the log's size
   */
  public List<Digest> consistencyProof(long size1) {
    if (size1 <= 0 || size1 > size) {
      throw new IllegalArgumentException("no consistency proof from size " + size1 + " to " + size);
    }
    List<Digest> highestFirst = new ArrayList<>();
    long from = 0;
    long to = size;
    // SUBPROOF of RFC 9162 section 2.1.4.1, from the root down to where the earlier tree ends.
    while (size1 < to) {
      long split = from + Long.highestOneBit(to - from - 1);
      if (size1 <= split) {
        highestFirst.add(root(split, to));
        to = split;
      } else {
        highestFirst.add(root(from, split));
        from = split;
      }
    }
    if (from > 0) {
      highestFirst.add(root(from, to)); // The verifier has this one where it is the earlier root.
    }
    return reversed(highestFirst);
  }

  /** The root over the leaves from {@code from} to {@code to}, a range that a tree splits off. */
  private Digest root(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return subtrees.root(level, from >>> level);
    }
    long split = from + Long.highestOneBit(count);
    return MerkleLog.node(root(from, split), root(split, to));
  }

  private static List<Digest> reversed(List<Digest> highestFirst) {
    List<Digest> lowestFirst = new ArrayList<>(highestFirst.size());
    for (int i = highestFirst.size() - 1; i >= 0; i--) {
      lowestFirst.add(highestFirst.get(i));
    }
    return List.copyOf(lowestFirst);
  }
}
