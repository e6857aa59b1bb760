package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.MerkleMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A map of few keys, hashed as its definition says: for proofs of ledgers that never were. */
final class SmallMap {
  private final TreeMap<Digest, Digest> pairs = new TreeMap<>();

  void put(Digest key, Digest value) {
    pairs.put(key, value);
  }

  Digest root() {
    return hash(List.copyOf(pairs.entrySet()), 0);
  }

  MapProof prove(Digest key) {
    List<Digest> siblings = new ArrayList<>();
    List<Map.Entry<Digest, Digest>> subtree = List.copyOf(pairs.entrySet());
    int level = 0;
    while (subtree.size() > 1) {
      int at = level;
      boolean right = MerkleMap.bit(key, at);
      siblings.add(0, hash(side(subtree, at, !right), at + 1));
      subtree = side(subtree, at, right);
      level++;
    }
    Optional<MapProof.Leaf> terminal =
        subtree.stream().map(pair -> new MapProof.Leaf(pair.getKey(), pair.getValue())).findFirst();
    return new MapProof(siblings, terminal);
  }

  private static Digest hash(List<Map.Entry<Digest, Digest>> subtree, int level) {
    if (subtree.isEmpty()) {
      return MerkleMap.EMPTY;
    }
    if (subtree.size() == 1) {
      return MerkleMap.leaf(subtree.get(0).getKey(), subtree.get(0).getValue());
    }
    return MerkleMap.node(
        hash(side(subtree, level, false), level + 1), hash(side(subtree, level, true), level + 1));
  }

  private static List<Map.Entry<Digest, Digest>> side(
      List<Map.Entry<Digest, Digest>> subtree, int level, boolean right) {
    return subtree.stream().filter(pair -> MerkleMap.bit(pair.getKey(), level) == right).toList();
  }
}
