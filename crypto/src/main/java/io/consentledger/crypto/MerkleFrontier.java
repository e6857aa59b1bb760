package io.consentledger.crypto;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a {@link MerkleLog}: the roots of its full subtrees, largest first, one for
 * each bit that is set in its size. Enough to append and to give the root, in logarithmic space.
 * Mutable and not safe for use by several threads.
 */
public final class MerkleFrontier {
  private final List<Digest> peaks;
  private long size;

  /** The frontier of the empty log. */
  public MerkleFrontier() {
    this(0, new ArrayList<>());
  }

  private MerkleFrontier(long size, List<Digest> peaks) {
    this.size = size;
    this.peaks = peaks;
  }

  /**
   * Decodes what {@link #encode} gave: {@code u64 size | 32 bytes for each bit set in size}.
   *
   * @throws CryptoException {@code frontier-malformed}
   */
  public static MerkleFrontier decode(Bytes encoded) throws CryptoException {
    if (encoded.size() < Long.BYTES) {
      throw malformed(encoded);
    }
    long size = encoded.asBuffer().getLong();
    if (size < 0 || encoded.size() != Long.BYTES + Long.bitCount(size) * Digest.SIZE_BYTES) {
      throw malformed(encoded);
    }
    List<Digest> peaks = new ArrayList<>();
    for (int at = Long.BYTES; at < encoded.size(); at += Digest.SIZE_BYTES) {
      peaks.add(new Digest(encoded.slice(at, at + Digest.SIZE_BYTES)));
    }
    return new MerkleFrontier(size, peaks);
  }

  /** The bytes to keep: fixed by the leaves alone. */
  public Bytes encode() {
    ByteBuffer target = ByteBuffer.allocate(Long.BYTES + peaks.size() * Digest.SIZE_BYTES);
    target.putLong(size);
    for (Digest peak : peaks) {
      peak.bytes().putTo(target);
    }
    return Bytes.owning(target.array());
  }

  /**
   * Adds a leaf at the end.
   *
   * @return the roots of the subtrees that are complete with it, of two leaves first, then of four
   *     and so on: what {@link MerkleLogReader} reads, beside the leaves
   */
  public List<Digest> append(Digest leafHash) {
    long grown = Math.addExact(size, 1);
    Digest hash = leafHash;
    List<Digest> complete = new ArrayList<>();
    // As in binary counting, each trailing one is a subtree that is now complete with this one.
    for (int ones = Long.numberOfTrailingZeros(grown); ones > 0; ones--) {
      hash = MerkleLog.node(peaks.remove(peaks.size() - 1), hash);
      complete.add(hash);
    }
    peaks.add(hash);
    size = grown;
    return complete;
  }

  /** The number of leaves. */
  public long size() {
    return size;
  }

  /** The root over all leaves so far, as {@link MerkleLog#root} gives it. */
  public Digest root() {
    if (peaks.isEmpty()) {
      return MerkleLog.root(List.of());
    }
    Digest hash = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      hash = MerkleLog.node(peaks.get(i), hash);
    }
    return hash;
  }

  /** A frontier of the same leaves that grows on its own. */
  public MerkleFrontier copy() {
    return new MerkleFrontier(size, new ArrayList<>(peaks));
  }

  @Override
  public String toString() {
    return "MerkleFrontier(" + size + " leaves, root " + root() + ")";
  }

  private static CryptoException malformed(Bytes encoded) {
    return new CryptoException(
        "frontier-malformed", "no Merkle frontier in " + encoded.size() + " bytes");
  }
}
