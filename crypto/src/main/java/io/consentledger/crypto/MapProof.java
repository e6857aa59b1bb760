package io.consentledger.crypto;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows what a {@link MerkleMap} holds under a key, or that it holds nothing there: the subtree at
 * which the key's path ends, and the siblings on the way up. {@code u8 version=1 | u16 depth |
 * depth x sibling 32 | u8 terminal}, where terminal is 0 for an empty subtree, or 1 and {@code key
 * 32 | value 32} for a subtree with one key (docs/spec/map.md).
 *
 * @param siblings lowest first, as many as the terminal is deep: at most 256
 * @param terminal the one key of the subtree at the path's end; empty where it has none
 */
public record MapProof(List<Digest> siblings, Optional<Leaf> terminal) {
  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 4;
  private static final int LEAF_BYTES = 2 * Digest.SIZE_BYTES;

  /** A key with its value. */
  public record Leaf(Digest key, Digest value) {}

  public MapProof {
    siblings = List.copyOf(siblings);
    if (siblings.size() > MerkleMap.KEY_BITS) {
      throw new IllegalArgumentException("a proof of " + siblings.size() + " levels");
    }
  }

  /**
   * Decodes what {@link #encode} gave, and nothing else.
   *
   * @throws ProofException where it is no proof, or one that no tree can give
   */
  public static MapProof decode(Bytes encoded) throws ProofException {
    ByteBuffer in = encoded.asBuffer();
    require(encoded.size() >= FIXED_BYTES && in.get() == VERSION, "no map proof of version 1");
    int depth = in.getShort() & 0xffff;
    require(depth <= MerkleMap.KEY_BITS, "the map proof is deeper than a key has bits");
    int end = FIXED_BYTES + depth * Digest.SIZE_BYTES;
    require(encoded.size() >= end, "the map proof is cut off");
    List<Digest> siblings = new ArrayList<>(depth);
    for (int at = FIXED_BYTES - 1; at < end - 1; at += Digest.SIZE_BYTES) {
      siblings.add(digest(encoded, at));
    }
    int kind = encoded.at(end - 1);
    require(kind == 0 || kind == 1, "the map proof ends in nothing that is known");
    require(encoded.size() == end + kind * LEAF_BYTES, "the map proof has another length");
    Optional<Leaf> terminal =
        kind == 0
            ? Optional.empty()
            : Optional.of(new Leaf(digest(encoded, end), digest(encoded, end + Digest.SIZE_BYTES)));
    MapProof proof = new MapProof(siblings, terminal);
    proof.requireCanonical();
    return proof;
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    ByteBuffer out =
        ByteBuffer.allocate(
            FIXED_BYTES
                + siblings.size() * Digest.SIZE_BYTES
                + (terminal.isPresent() ? LEAF_BYTES : 0));
    out.put((byte) VERSION).putShort((short) siblings.size());
    siblings.forEach(sibling -> sibling.bytes().putTo(out));
    out.put((byte) (terminal.isPresent() ? 1 : 0));
    terminal.ifPresent(
        leaf -> {
          leaf.key().bytes().putTo(out);
          leaf.value().bytes().putTo(out);
        });
    return Bytes.owning(out.array());
  }

  /** The same proof, led further up: {@code above} are the siblings there, lowest first. */
  public MapProof below(List<Digest> above) {
    List<Digest> all = new ArrayList<>(siblings);
    all.addAll(above);
    return new MapProof(all, terminal);
  }

  /** The value that is claimed for {@code key}, not verified; empty where none is. */
  public Optional<Digest> valueOf(Digest key) {
    return terminal.filter(leaf -> leaf.key().equals(key)).map(Leaf::value);
  }

  /**
   * Returns normally only where the map with this root holds {@code value} under {@code key}.
   *
   * @throws ProofException where the proof doesn't show that
   */
  public void verifyMember(Digest key, Digest value, Digest root) throws ProofException {
    require(
        terminal.equals(Optional.of(new Leaf(key, value))), "the proof is of another key or value");
    verifyPath(key, root);
  }

  /**
   * Returns normally only where the map with this root holds nothing under {@code key}.
   *
   * @throws ProofException where the proof doesn't show that
   */
  public void verifyAbsent(Digest key, Digest root) throws ProofException {
    if (terminal.isPresent()) {
      int common = MerkleMap.commonBits(key, terminal.get().key());
      require(common < MerkleMap.KEY_BITS, "the key is in the map");
      require(common >= siblings.size(), "the proof is of another part of the map");
    }
    verifyPath(key, root);
  }

  private void verifyPath(Digest key, Digest root) throws ProofException {
    requireCanonical();
    Digest hash =
        terminal.map(leaf -> MerkleMap.leaf(leaf.key(), leaf.value())).orElse(MerkleMap.EMPTY);
    for (int i = 0; i < siblings.size(); i++) {
      Digest sibling = siblings.get(i);
      hash =
          MerkleMap.bit(key, siblings.size() - 1 - i)
              ? MerkleMap.node(sibling, hash)
              : MerkleMap.node(hash, sibling);
    }
    require(hash.equals(root), "the map proof leads to another root");
  }

  /** Beside an end with at most one key there are others, else it would stand a level higher. */
  private void requireCanonical() throws ProofException {
    require(
        siblings.isEmpty() || !siblings.get(0).equals(MerkleMap.EMPTY),
        "the map proof is deeper than its tree");
  }

  private static Digest digest(Bytes encoded, int from) {
    return new Digest(encoded.slice(from, from + Digest.SIZE_BYTES));
  }

  private static void require(boolean holds, String otherwise) throws ProofException {
    if (!holds) {
      throw new ProofException(otherwise);
    }
  }
}
