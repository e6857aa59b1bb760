package io.consentledger.crypto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The map by its definition, from all keys each time. */
final class NaiveMap {
  private final TreeMap<Digest, Digest> entries;

  NaiveMap(Map<Digest, Digest> entries) {
    this.entries = new TreeMap<>(Comparator.naturalOrder());
    this.entries.putAll(entries);
  }

  Digest root() {
    return hash(List.copyOf(entries.keySet()), 0);
  }

  MapProof proof(Digest key) {
    List<Digest> lowestFirst = new ArrayList<>();
    List<Digest> keys = List.copyOf(entries.keySet());
    int level = 0;
    for (; keys.size() > 1; level++) {
      lowestFirst.add(0, hash(side(keys, level, !MerkleMap.bit(key, level)), level + 1));
      keys = side(keys, level, MerkleMap.bit(key, level));
    }
    return new MapProof(
        lowestFirst,
        keys.stream().findFirst().map(found -> new MapProof.Leaf(found, value(found))));
  }

  private Digest hash(List<Digest> keys, int level) {
    if (keys.isEmpty()) {
      return MerkleMap.EMPTY;
    }
    if (keys.size() == 1) {
      return MerkleMap.leaf(keys.get(0), value(keys.get(0)));
    }
    return MerkleMap.node(
        hash(side(keys, level, false), level + 1), hash(side(keys, level, true), level + 1));
  }

  private Digest value(Digest key) {
    return Objects.requireNonNull(entries.get(key));
  }

  private static List<Digest> side(List<Digest> keys, int level, boolean right) {
    return keys.stream().filter(key -> MerkleMap.bit(key, level) == right).toList();
  }
}
