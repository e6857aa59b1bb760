package io.consentledger.ledger.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.ProofException;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.StoreSnapshot;
import io.consentledger.ledger.store.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamMapTest {
  private static final long SEED = 64;

  @TempDir Path root;
  private final Random random = new Random(SEED);
  private final SortedMap<Digest, Digest> expected = new TreeMap<>();
  private Store store;
  private StreamMap map = StreamMap.EMPTY;

  @BeforeEach
  void open() throws Exception {
    store = open("one");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void isTheTreeOverAllThatWasPut() {
    for (int block = 0; block < 40; block++) {
      put(block());
      assertThat(map.root()).as("seed %d, block %d", SEED, block).isEqualTo(expectedRoot());
      assertThat(map.size()).isEqualTo(expected.size());
    }
    assertThat(pages().size()).isGreaterThan(20);
    assertThat(pages().values())
        .allSatisfy(page -> assertThat(MapPairs.count(page)).isBetween(1, Limits.PAGE_KEYS_MAX));
  }

  @Test
  void isTheSameWhenItIsReadAgain() {
    for (int block = 0; block < 40; block++) {
      put(block());
    }
    StreamMap again = StreamMap.read(store);
    assertThat(again.root()).isEqualTo(map.root());
    assertThat(again.size()).isEqualTo(map.size());
    map = again;
    put(block());
    assertThat(map.root()).isEqualTo(expectedRoot());
  }

  @Test
  void liesInTheSamePagesWhateverTheOrder() throws Exception {
    for (int block = 0; block < 30; block++) {
      put(block());
    }
    Map<Bytes, Bytes> oneByOne = pages();
    Digest rootOneByOne = map.root();
    store.close();
    store = open("two");
    map = StreamMap.EMPTY;
    put(new TreeMap<>(expected));
    assertThat(map.root()).isEqualTo(rootOneByOne);
    assertThat(pages()).isEqualTo(oneByOne);
  }

  @Test
  void splitsKeysThatLieCloseTogether() {
    for (int i = 0; i < 3 * Limits.PAGE_KEYS_MAX; i++) {
      put(new TreeMap<>(Map.of(near(i), value())));
      assertThat(map.root()).isEqualTo(expectedRoot());
    }
    assertThat(StreamMap.read(store).root()).isEqualTo(map.root());
    assertThat(pages().keySet())
        .allSatisfy(key -> assertThat(key.at(1)).isIn((byte) 249, (byte) 250));
    Digest beside = Digest.fromHex("7f" + "00".repeat(31));
    proof(beside);
    proof(near(1));
  }

  @Test
  void provesWhatIsThereAndWhatIsNot() {
    proof(key());
    for (int block = 0; block < 30; block++) {
      put(block());
    }
    List<Digest> asked = new ArrayList<>(expected.keySet());
    for (int i = 0; i < 200; i++) {
      asked.add(key());
    }
    asked.forEach(this::proof);
  }

  @Test
  void provesAnEarlierMomentFromItsOwnRows() throws Exception {
    put(block());
    StreamMap then = map;
    Digest key = expected.firstKey();
    Digest value = expected.getOrDefault(key, Digest.ZERO);
    try (StoreSnapshot moment = store.snapshot()) {
      put(new TreeMap<>(Map.of(key, value())));
      then.prove(key, moment).verifyMember(key, value, then.root());
      assertThatThrownBy(() -> then.prove(key, store)).isInstanceOf(StorageFailure.class);
      assertThatThrownBy(() -> map.prove(key, moment)).isInstanceOf(StorageFailure.class);
    }
  }

  @Test
  void readsAndWritesEachTouchedPageOnce() {
    for (int block = 0; block < 40; block++) {
      put(block());
    }
    Digest one = expected.firstKey();
    Digest other = expected.lastKey();
    MapChange change =
        map.open(List.of(one, other), store)
            .put(new TreeMap<>(Map.of(one, Digest.ZERO, other, Digest.ZERO)));
    assertThat(change.written()).hasSize(2);
    assertThat(change.removed()).isEmpty();
  }

  @Test
  void refusesPagesThatNoMapHas() {
    Bytes lone = Bytes.concat(near(1).bytes(), value().bytes());
    Bytes pair = Bytes.concat(lone, near(2).bytes(), value().bytes());
    Bytes place = PagePlace.of(near(1), 9).rowKey();
    assertDamaged(place, Bytes.EMPTY);
    assertDamaged(place, lone.slice(0, 63));
    assertDamaged(place, Bytes.concat(lone, lone));
    assertDamaged(place, Bytes.concat(pair.slice(64, 128), lone));
    assertDamaged(
        place, Bytes.concat(lone, Digest.fromHex("ff".repeat(32)).bytes(), lone.slice(32, 64)));
    assertDamaged(PagePlace.of(Digest.fromHex("ff".repeat(32)), 9).rowKey(), lone);
    assertDamaged(place.slice(0, place.size() - 1), lone);
    assertDamaged(Table.mapPage(9, near(1)), lone);
    Bytes tooMany = lone;
    for (int i = 2; i <= Limits.PAGE_KEYS_MAX + 1; i++) {
      tooMany = Bytes.concat(tooMany, near(i).bytes(), value().bytes());
    }
    assertDamaged(place, tooMany);
    write(place, lone);
    assertDamaged(PagePlace.of(near(1), 8).rowKey(), lone);
    assertDamaged(PagePlace.of(near(1), 10).rowKey(), lone);
    assertThat(StreamMap.read(store).size()).isEqualTo(1);
  }

  private void assertDamaged(Bytes key, Bytes page) {
    write(key, page);
    assertThatThrownBy(() -> StreamMap.read(store)).isInstanceOf(StorageFailure.class);
    try (StoreBatch batch = new StoreBatch()) {
      store.write(batch.delete(key));
    }
  }

  private void write(Bytes key, Bytes page) {
    try (StoreBatch batch = new StoreBatch()) {
      store.write(batch.put(key, page));
    }
  }

  private void proof(Digest key) {
    MapProof proof = map.prove(key, store);
    Digest value = expected.getOrDefault(key, Digest.ZERO);
    try {
      if (expected.containsKey(key)) {
        proof.verifyMember(key, value, map.root());
      } else {
        proof.verifyAbsent(key, map.root());
      }
    } catch (ProofException refused) {
      throw new AssertionError("seed " + SEED + ", key " + key, refused);
    }
    assertThat(proof).isEqualTo(MapPairs.prove(pairs(), 0, key));
  }

  private void put(SortedMap<Digest, Digest> values) {
    MapChange change = map.open(values.keySet(), store).put(values);
    try (StoreBatch batch = new StoreBatch()) {
      change.putTo(batch);
      store.write(batch);
    }
    map = change.map();
    expected.putAll(values);
  }

  /** New keys, and new values for some that are there. */
  private SortedMap<Digest, Digest> block() {
    SortedMap<Digest, Digest> block = new TreeMap<>();
    for (int i = random.nextInt(150); i > 0; i--) {
      block.put(key(), value());
    }
    expected.keySet().stream()
        .filter(any -> random.nextInt(50) == 0)
        .forEach(known -> block.put(known, value()));
    return block;
  }

  private Digest key() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return new Digest(Bytes.owning(key));
  }

  private Digest value() {
    return Digest.of(Bytes.utf8("value " + random.nextInt()));
  }

  /** Keys that differ in their last byte only. */
  private static Digest near(int last) {
    return Digest.fromHex("7f".repeat(31) + String.format("%02x", last));
  }

  private Digest expectedRoot() {
    return MapPairs.root(pairs(), 0);
  }

  private Bytes pairs() {
    List<Bytes> parts = new ArrayList<>();
    expected.forEach(
        (key, value) -> {
          parts.add(key.bytes());
          parts.add(value.bytes());
        });
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private Map<Bytes, Bytes> pages() {
    Map<Bytes, Bytes> pages = new TreeMap<>();
    store.scan(
        Table.MAP.first(),
        Table.MAP.end(),
        (key, page) -> {
          pages.put(key, page);
          return true;
        });
    return pages;
  }

  private Store open(String name) throws Exception {
    return Store.open(root.resolve(name), StoreConfig.DEFAULT, LogRecovery.EXACT);
  }
}
