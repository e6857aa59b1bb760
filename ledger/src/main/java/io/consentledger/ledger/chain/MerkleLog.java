package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.List;

/** The log tree of RFC 6962 section 2.1. */
final class MerkleLog {
  private static final Bytes LEAF = Bytes.owning(new byte[] {0});
  private static final Bytes NODE = Bytes.owning(new byte[] {1});

  private MerkleLog() {}

  static Digest leaf(Bytes value) {
    return Digest.of(LEAF, value);
  }

  static Digest root(List<Digest> leaves) {
    if (leaves.size() <= 1) {
      return leaves.isEmpty() ? Digest.of() : leaves.get(0);
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return Digest.of(
        NODE,
        root(leaves.subList(0, split)).bytes(),
        root(leaves.subList(split, leaves.size())).bytes());
  }
}
