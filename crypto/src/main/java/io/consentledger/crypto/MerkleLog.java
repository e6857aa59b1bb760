package io.consentledger.crypto;

import java.util.ArrayList;
import java.util.List;

/**
 * The append-only tree of RFC 6962 and RFC 9162 section 2.1 over SHA-256: leaf hash {@code H(0x00 |
 * data)}, node {@code H(0x01 | left | right)}, the left subtree always the largest full one. Pure
 * functions, for any thread.
 */
public final class MerkleLog {
  private static final Bytes LEAF_TAG = Bytes.owning(new byte[] {0});
  private static final Bytes NODE_TAG = Bytes.owning(new byte[] {1});
  private static final Digest EMPTY_ROOT = Digest.of();

  private MerkleLog() {}

  /** The hash of a leaf with this content. */
  public static Digest leaf(Bytes data) {
    return Digest.of(LEAF_TAG, data);
  }

  /** The root over these leaf hashes, in order; of no leaves, SHA-256 of nothing. */
  public static Digest root(List<Digest> leafHashes) {
    if (leafHashes.isEmpty()) {
      return EMPTY_ROOT;
    }
    List<Digest> level = leafHashes;
    while (level.size() > 1) {
      level = parents(level);
    }
    return level.get(0);
  }

  /**
   * The hashes that lead from leaf {@code index} (from 0) to the root, lowest first.
   *
   * @throws IndexOutOfBoundsException where there is no such leaf
   */
  public static List<Digest> inclusionProof(List<Digest> leafHashes, int index) {
    if (index < 0 || index >= leafHashes.size()) {
      throw new IndexOutOfBoundsException("leaf " + index + " of " + leafHashes.size());
    }
    List<Digest> proof = new ArrayList<>();
    List<Digest> level = leafHashes;
    for (int at = index; level.size() > 1; at >>>= 1) {
      int sibling = at ^ 1;
      if (sibling < level.size()) {
        proof.add(level.get(sibling));
      }
      level = parents(level);
    }
    return List.copyOf(proof);
  }

  /**
   * The hashes that show that the tree over the first {@code size1} leaves grew into the tree over
   * all of them; empty where they are the same tree.
   *
   * @throws IllegalArgumentException where {@code size1} is 0 (every tree extends the empty one, so
   *     nothing would be proved) or more than there are leaves
   */
  public static List<Digest> consistencyProof(List<Digest> leafHashes, int size1) {
    if (size1 <= 0 || size1 > leafHashes.size()) {
      throw new IllegalArgumentException(
          "no consistency proof from size " + size1 + " to " + leafHashes.size());
    }
    List<Digest> proof = new ArrayList<>();
    addSubproof(proof, leafHashes, size1, true);
    return List.copyOf(proof);
  }

  /**
   * Returns normally only where {@code leafHash} is leaf {@code index} (from 0) of the tree of
   * {@code size} leaves with this root (RFC 9162 section 2.1.3.2).
   */
  public static void verifyInclusion(
      long index, long size, Digest leafHash, List<Digest> proof, Digest root)
      throws ProofException {
    if (index < 0 || index >= size) {
      throw new ProofException("leaf " + index + " isn't in a tree of " + size);
    }
    long node = index;
    long last = size - 1;
    Digest hash = leafHash;
    for (Digest sibling : proof) {
      if (last == 0) {
        throw new ProofException("the inclusion proof has hashes to spare");
      }
      if (isRight(node) || node == last) {
        hash = node(sibling, hash);
        // The last node of a level without a sibling moves up as it is.
        int up = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
        node >>>= up;
        last >>>= up;
      } else {
        hash = node(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    require(last == 0, "the inclusion proof lacks hashes");
    require(hash.equals(root), "the inclusion proof leads to another root");
  }

  /**
   * Returns normally only where the tree of {@code size2} leaves and {@code root2} begins with all
   * leaves of the tree of {@code size1} and {@code root1}, unchanged (RFC 9162 section 2.1.4.2).
   * {@code size1} is at least 1: from the empty tree, nothing can be proved.
   */
  public static void verifyConsistency(
      long size1, long size2, List<Digest> proof, Digest root1, Digest root2)
      throws ProofException {
    require(
        size1 > 0 && size1 <= size2, "no consistency proof from size " + size1 + " to " + size2);
    if (size1 == size2) {
      require(proof.isEmpty(), "the consistency proof has hashes to spare");
      require(root1.equals(root2), "two roots for one size");
      return;
    }
    // A full tree is a node of the larger one, so the proof leaves it out.
    boolean full = Long.bitCount(size1) == 1;
    require(full || !proof.isEmpty(), "the consistency proof lacks hashes");
    Digest hash1 = full ? root1 : proof.get(0);
    Digest hash2 = hash1;
    int up = Long.numberOfTrailingZeros(size1);
    long node = (size1 - 1) >>> up;
    long last = (size2 - 1) >>> up;
    for (Digest sibling : full ? proof : proof.subList(1, proof.size())) {
      require(last != 0, "the consistency proof has hashes to spare");
      if (isRight(node) || node == last) {
        hash1 = node(sibling, hash1);
        hash2 = node(sibling, hash2);
        up = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
        node >>>= up;
        last >>>= up;
      } else {
        hash2 = node(hash2, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    require(last == 0, "the consistency proof lacks hashes");
    require(hash1.equals(root1), "the consistency proof leads to another earlier root");
    require(hash2.equals(root2), "the consistency proof leads to another later root");
  }

  /** The hash of a node over its two children. */
  static Digest node(Digest left, Digest right) {
    return Digest.of(NODE_TAG, left.bytes(), right.bytes());
  }

  /** The next level up; a last node without a sibling moves up as it is. */
  private static List<Digest> parents(List<Digest> level) {
    List<Digest> above = new ArrayList<>(level.size() / 2 + 1);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      above.add(node(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      above.add(level.get(level.size() - 1));
    }
    return above;
  }

  /**
   * SUBPROOF of RFC 9162 section 2.1.4.1; {@code known} where the verifier has the smaller root.
   */
  private static void addSubproof(
      List<Digest> proof, List<Digest> leafHashes, int size1, boolean known) {
    int size = leafHashes.size();
    if (size1 == size) {
      if (!known) {
        proof.add(root(leafHashes));
      }
      return;
    }
    int split = Integer.highestOneBit(size - 1);
    List<Digest> left = leafHashes.subList(0, split);
    List<Digest> right = leafHashes.subList(split, size);
    if (size1 <= split) {
      addSubproof(proof, left, size1, known);
      proof.add(root(right));
    } else {
      addSubproof(proof, right, size1 - split, false);
      proof.add(root(left));
    }
  }

  private static boolean isRight(long node) {
    return (node & 1) == 1;
  }

  private static void require(boolean holds, String otherwise) throws ProofException {
    if (!holds) {
      throw new ProofException(otherwise);
    }
  }
}
