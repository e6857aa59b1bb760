package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapProofTest {
  private static final Digest VALUE = digest("value");

  @Test
  void hashesByDefinition() {
    Digest left = Digest.fromHex("00".repeat(32));
    Digest right = Digest.fromHex("80" + "00".repeat(31));
    assertThat(new NaiveMap(Map.of()).root()).isEqualTo(MerkleMap.EMPTY);
    assertThat(new NaiveMap(Map.of(left, VALUE)).root())
        .isEqualTo(Digest.of(Bytes.fromHex("02"), left.bytes(), VALUE.bytes()));
    assertThat(new NaiveMap(Map.of(left, VALUE, right, VALUE)).root())
        .isEqualTo(MerkleMap.node(MerkleMap.leaf(left, VALUE), MerkleMap.leaf(right, VALUE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 17, 300})
  void showsEachKeyAndTheAbsenceOfOthers(int size) throws ProofException {
    Map<Digest, Digest> entries = entries(size);
    NaiveMap map = new NaiveMap(entries);
    for (Map.Entry<Digest, Digest> entry : entries.entrySet()) {
      MapProof proof = MapProof.decode(map.proof(entry.getKey()).encode());
      proof.verifyMember(entry.getKey(), entry.getValue(), map.root());
      refused(() -> proof.verifyAbsent(entry.getKey(), map.root()), "in the map");
      refused(() -> proof.verifyMember(entry.getKey(), digest("x"), map.root()), "another");
    }
    for (int i = 0; i < 50; i++) {
      Digest absent = digest("absent" + i);
      MapProof proof = MapProof.decode(map.proof(absent).encode());
      proof.verifyAbsent(absent, map.root());
      refused(() -> proof.verifyMember(absent, VALUE, map.root()), "another");
    }
  }

  @Test
  void reachesDownToTheLastBit() throws ProofException {
    Digest one = Digest.fromHex("ff".repeat(32));
    Digest twin = Digest.fromHex("ff".repeat(31) + "fe");
    Digest near = Digest.fromHex("ff".repeat(31) + "fd");
    NaiveMap map = new NaiveMap(Map.of(one, VALUE, twin, VALUE));

    assertThat(map.proof(one).siblings()).hasSize(256);
    MapProof.decode(map.proof(one).encode()).verifyMember(one, VALUE, map.root());
    map.proof(near).verifyAbsent(near, map.root());
    assertThat(MerkleMap.commonBits(one, twin)).isEqualTo(255);
    assertThat(MerkleMap.commonBits(one, one)).isEqualTo(256);
  }

  @Test
  void refusesAnotherKeysAbsence() {
    NaiveMap map = new NaiveMap(entries(300));
    Digest absent = digest("absent");
    Digest present = digest("key7");

    refused(() -> map.proof(absent).verifyAbsent(present, map.root()), "");
    refused(() -> map.proof(present).verifyAbsent(digest("elsewhere"), map.root()), "another part");
  }

  @Test
  void refusesANodeThatIsPassedOffAsTheEnd() {
    NaiveMap map = new NaiveMap(entries(40));
    MapProof proof = map.proof(digest("key1"));
    List<Digest> shorter = proof.siblings().subList(1, proof.siblings().size());

    refused(
        () ->
            new MapProof(shorter, proof.terminal())
                .verifyMember(digest("key1"), digest("value1"), map.root()),
        "");
    refused(
        () -> new MapProof(shorter, Optional.empty()).verifyAbsent(digest("key1"), map.root()), "");
  }

  @Test
  void refusesADeeperTreeThanTheKeysMake() {
    Digest key = digest("key");
    MapProof padded =
        new MapProof(List.of(MerkleMap.EMPTY), Optional.of(new MapProof.Leaf(key, VALUE)));
    Digest leaf = MerkleMap.leaf(key, VALUE);
    Digest root =
        MerkleMap.bit(key, 0)
            ? MerkleMap.node(MerkleMap.EMPTY, leaf)
            : MerkleMap.node(leaf, MerkleMap.EMPTY);

    refused(() -> padded.verifyMember(key, VALUE, root), "deeper");
    refused(() -> MapProof.decode(padded.encode()), "deeper");
  }

  @Test
  void refusesEveryByteTooManyOrTooFewAndEveryChangedOne() {
    Map<Digest, Digest> entries = entries(60);
    NaiveMap map = new NaiveMap(entries);
    Digest key = digest("key3");
    Bytes good = map.proof(key).encode();
    for (int size = 0; size < good.size(); size++) {
      int cut = size;
      refused(() -> MapProof.decode(good.slice(0, cut)), "");
    }
    refused(() -> MapProof.decode(Bytes.concat(good, Bytes.utf8("x"))), "length");
    for (int at = 0; at < good.size(); at++) {
      byte[] changed = good.toArray();
      changed[at] ^= 1;
      refused(
          () ->
              MapProof.decode(Bytes.owning(changed))
                  .verifyMember(key, digest("value3"), map.root()),
          "");
    }
  }

  @Test
  void refusesMoreLevelsThanAKeyHasBits() {
    List<Digest> siblings = new ArrayList<>();
    for (int i = 0; i < 257; i++) {
      siblings.add(VALUE);
    }
    assertThatThrownBy(() -> new MapProof(siblings, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    Bytes encoded =
        Bytes.concat(
            Bytes.fromHex("010101"), Bytes.owning(new byte[257 * 32]), Bytes.fromHex("00"));
    refused(() -> MapProof.decode(encoded), "deeper than a key");
  }

  private static Map<Digest, Digest> entries(int size) {
    Map<Digest, Digest> entries = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      entries.put(digest("key" + i), digest("value" + i));
    }
    return entries;
  }

  private static Digest digest(String text) {
    return Digest.of(Bytes.utf8(text));
  }

  private static void refused(ThrowingCallable call, String why) {
    assertThatThrownBy(call).isInstanceOf(ProofException.class).hasMessageContaining(why);
  }
}
