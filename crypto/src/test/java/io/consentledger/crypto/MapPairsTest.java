package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MapPairsTest {
  private static final long SEED = 20_261_201L;
  private static final Digest MIDDLE = Digest.fromHex("80" + "00".repeat(31));

  @Test
  void givesTheRootAndTheProofsOfTheDefinition() {
    Random random = new Random(SEED);
    for (int size = 0; size <= 40; size++) {
      SortedMap<Digest, Digest> map = randomMap(random, size);
      NaiveMap naive = new NaiveMap(map);
      Bytes pairs = pairs(map);
      assertThat(MapPairs.root(pairs, 0))
          .as("seed %d, size %d", SEED, size)
          .isEqualTo(naive.root());
      List<Digest> asked = new ArrayList<>(map.keySet());
      asked.addAll(randomMap(random, 8).keySet());
      for (Digest key : asked) {
        MapProof proof = MapPairs.prove(pairs, 0, key);
        assertThat(proof).isEqualTo(naive.proof(key));
        assertThat(proof.valueOf(key).isPresent()).isEqualTo(map.containsKey(key));
      }
    }
  }

  @Test
  void leadsAProofWithinAPartUpToTheRoot() {
    SortedMap<Digest, Digest> map = randomMap(new Random(SEED), 40);
    NaiveMap naive = new NaiveMap(map);
    Bytes left = pairs(map.headMap(MIDDLE));
    Bytes right = pairs(map.tailMap(MIDDLE));
    assertThat(MerkleMap.node(MapPairs.root(left, 1), MapPairs.root(right, 1)))
        .isEqualTo(naive.root());
    for (Digest key : map.headMap(MIDDLE).keySet()) {
      assertThat(MapPairs.prove(left, 1, key).below(List.of(MapPairs.root(right, 1))))
          .isEqualTo(naive.proof(key));
    }
  }

  @Test
  void splitsWhereTheNextBitIsSet() {
    SortedMap<Digest, Digest> map = randomMap(new Random(SEED), 40);
    Bytes pairs = pairs(map);
    assertThat(MapPairs.split(pairs, 0)).isEqualTo(map.headMap(MIDDLE).size());
    assertThat(MapPairs.split(pairs(map.headMap(MIDDLE)), 0)).isEqualTo(map.headMap(MIDDLE).size());
    assertThat(MapPairs.split(Bytes.EMPTY, 0)).isZero();
  }

  @Test
  void readsPairsInPlace() {
    SortedMap<Digest, Digest> map = randomMap(new Random(SEED), 3);
    Bytes pairs = pairs(map);
    assertThat(MapPairs.count(pairs)).isEqualTo(3);
    assertThat(MapPairs.key(pairs, 2)).isEqualTo(map.lastKey());
    assertThat(Map.of(MapPairs.key(pairs, 0), MapPairs.value(pairs, 0)))
        .containsExactlyEntriesOf(map.headMap(MapPairs.key(pairs, 1)));
  }

  @Test
  void findsWhatIsThere() {
    SortedMap<Digest, Digest> map = randomMap(new Random(SEED), 40);
    Bytes pairs = pairs(map);
    map.forEach((key, value) -> assertThat(MapPairs.find(pairs, key)).contains(value));
    assertThat(MapPairs.find(pairs, Digest.ZERO)).isEmpty();
    assertThat(MapPairs.find(Bytes.EMPTY, map.firstKey())).isEmpty();
  }

  @Test
  void mergesNewKeysAndNewValues() {
    Random random = new Random(SEED);
    for (int i = 0; i < 50; i++) {
      SortedMap<Digest, Digest> map = randomMap(random, random.nextInt(20));
      SortedMap<Digest, Digest> changes = randomMap(random, random.nextInt(20));
      map.keySet().stream()
          .filter(key -> random.nextInt(4) == 0)
          .forEach(key -> changes.put(key, Digest.ZERO));
      Bytes before = pairs(map);
      map.putAll(changes);
      List<MapProof.Leaf> leaves = new ArrayList<>();
      changes.forEach((key, value) -> leaves.add(new MapProof.Leaf(key, value)));
      assertThat(MapPairs.merge(before, leaves)).isEqualTo(pairs(map));
    }
  }

  @Test
  void seesWhetherKeysAscend() {
    Bytes pairs = pairs(randomMap(new Random(SEED), 3));
    Bytes first = pairs.slice(0, MapPairs.PAIR_BYTES);
    assertThat(MapPairs.ascend(pairs)).isTrue();
    assertThat(MapPairs.ascend(Bytes.EMPTY)).isTrue();
    assertThat(MapPairs.ascend(Bytes.concat(first, first))).isFalse();
    assertThat(MapPairs.ascend(Bytes.concat(pairs, first))).isFalse();
  }

  @Test
  void refusesHalfAPair() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapPairs.root(Bytes.owning(new byte[65]), 0));
  }

  /** Some keys stand close together, so that the tree is deep in places. */
  private static SortedMap<Digest, Digest> randomMap(Random random, int size) {
    SortedMap<Digest, Digest> map = new TreeMap<>();
    while (map.size() < size) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      if (random.nextBoolean()) {
        key[0] = 7;
        key[1] = (byte) (key[1] & 3);
      }
      map.put(new Digest(Bytes.owning(key)), Digest.of(Bytes.utf8("value " + random.nextInt())));
    }
    return map;
  }

  private static Bytes pairs(SortedMap<Digest, Digest> map) {
    List<Bytes> parts = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          parts.add(key.bytes());
          parts.add(value.bytes());
        });
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }
}
