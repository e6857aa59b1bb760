package io.consentledger.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.MerkleMap;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.state.Severity;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The vectors of docs/spec/map.md. */
final class MapVectors {
  private static final Digest FIRST = key("20");
  private static final Digest SECOND = key("30");
  private static final Digest THIRD = key("e0");
  private static final Digest TWIN = Digest.fromHex("20" + "00".repeat(30) + "01");

  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final ArrayNode batches = document.putArray("batches");
  private final ArrayNode proofs = document.putArray("proofs");
  private final ArrayNode refused = document.putArray("refused");
  private final SortedMap<Digest, Digest> map = new TreeMap<>();

  ObjectNode make() {
    proof("nothing is in the empty map", FIRST);
    put(FIRST, SECOND, THIRD);
    proof("the first of three", FIRST);
    proof("the third of three", THIRD);
    proof("absent: the way ends in an empty subtree", key("40"));
    proof("absent: another key stands alone on the way", key("80"));
    refusals();
    put(TWIN);
    proof("a way of 256 steps", TWIN);
    proof("absent: beside a way of 256 steps", Digest.fromHex("20" + "00".repeat(30) + "03"));
    List<Digest> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(Digest.of(Bytes.utf8("key " + i)));
    }
    put(many.toArray(Digest[]::new));
    put(FIRST, many.get(7), many.get(60));
    proof("a new value", many.get(7));
    proof("an old value", many.get(8));
    proof("absent among many", Digest.of(Bytes.utf8("key 100")));
    findings();
    return document;
  }

  private void put(Digest... keys) {
    ObjectNode batch = batches.addObject();
    ArrayNode updates = batch.putArray("updates");
    for (Digest key : keys) {
      Digest value = Digest.of(Bytes.utf8("value " + batches.size() + " of "), key.bytes());
      map.put(key, value);
      updates.addObject().put("key", key.toHex()).put("value", value.toHex());
    }
    batch.put("size", map.size());
    batch.put("root", root().toHex());
  }

  private void proof(String name, Digest key) {
    describe(proofs, name, key, map.get(key), MapPairs.prove(pairs(), 0, key).encode());
  }

  private void refusals() {
    MapProof member = MapPairs.prove(pairs(), 0, FIRST);
    Bytes sound = member.encode();
    Digest value = map.getOrDefault(FIRST, Digest.ZERO);
    refuse("a present key as absent", FIRST, null, sound);
    refuse("another value", FIRST, Digest.ZERO, sound);
    refuse("the proof of another key", SECOND, map.get(SECOND), sound);
    refuse("an absent key as present", key("80"), value, prove(key("80")));
    refuse("absent by a key beside the way", key("40"), null, sound);
    refuse("absent by the proof of another absent key", key("80"), null, prove(key("40")));
    refuse("a byte short", FIRST, value, sound.slice(0, sound.size() - 1));
    refuse("a byte more", FIRST, value, Bytes.concat(sound, Bytes.fromHex("00")));
    refuse("a later version", FIRST, value, set(sound, 0, 2));
    refuse("a depth of one less", FIRST, value, set(sound, 2, member.siblings().size() - 1));
    refuse("terminal 2", FIRST, value, set(sound, sound.size() - 65, 2));
    Bytes steps = Bytes.owning(new byte[257 * 32]);
    refuse("257 steps", FIRST, null, Bytes.concat(Bytes.fromHex("010101"), steps, one("00")));
    MapProof higher =
        new MapProof(member.siblings().subList(1, member.siblings().size()), member.terminal());
    refuse("a way that ends too high", FIRST, value, higher.encode());
    Digest left = MapPairs.root(pairs().slice(0, 2 * MapPairs.PAIR_BYTES), 1);
    Digest right = MerkleMap.leaf(THIRD, map.getOrDefault(THIRD, Digest.ZERO));
    refuse(
        "a node as a leaf",
        left,
        right,
        Bytes.concat(one("01000001"), left.bytes(), right.bytes()));
    padded(value);
  }

  /** A root that was made to fit a way that is longer than it need be. */
  private void padded(Digest value) {
    Bytes longer =
        Bytes.concat(
            Bytes.fromHex("010001"), Digest.ZERO.bytes(), one("01"), FIRST.bytes(), value.bytes());
    Digest root = MerkleMap.node(MerkleMap.leaf(FIRST, value), Digest.ZERO);
    describe(refused, "longer than it need be", FIRST, value, longer).put("root", root.toHex());
  }

  private void refuse(String name, Digest key, @Nullable Digest value, Bytes proof) {
    describe(refused, name, key, value, proof);
  }

  private ObjectNode describe(
      ArrayNode target, String name, Digest key, @Nullable Digest value, Bytes proof) {
    ObjectNode item = target.addObject().put("name", name).put("root", root().toHex());
    item.put("key", key.toHex());
    if (value != null) {
      item.put("value", value.toHex());
    }
    return item.put("proof", proof.toHex());
  }

  private void findings() {
    ObjectNode chain = document.putObject("findings");
    StreamId stream = new StreamId(FIRST);
    chain.put("streamId", stream.toHex()).put("key", FindingsChain.mapKey(stream).toHex());
    ArrayNode records = chain.putArray("records");
    Digest head = FindingsChain.START;
    List<Finding> found =
        List.of(
            new Finding(FindingCode.NO_LIVE_BASIS, Severity.VIOLATION, List.of("NO_DECISION")),
            new Finding(FindingCode.OUTSIDE_CATEGORY, Severity.WARNING, List.of()));
    for (int i = 1; i <= found.size(); i++) {
      Digest entryHash = Digest.of(Bytes.utf8("entry " + i));
      Bytes row = FindingsRow.encode(found.subList(0, i));
      head = FindingsChain.next(head, entryHash, row);
      records
          .addObject()
          .put("entryHash", entryHash.toHex())
          .put("row", row.toHex())
          .put("head", head.toHex());
    }
  }

  private Bytes prove(Digest key) {
    return MapPairs.prove(pairs(), 0, key).encode();
  }

  private Digest root() {
    return MapPairs.root(pairs(), 0);
  }

  private Bytes pairs() {
    List<MapProof.Leaf> leaves = new ArrayList<>();
    map.forEach((key, value) -> leaves.add(new MapProof.Leaf(key, value)));
    return MapPairs.merge(Bytes.EMPTY, leaves);
  }

  private static Digest key(String hex) {
    return Digest.fromHex(hex + "0".repeat(64 - hex.length()));
  }

  private static Bytes one(String hex) {
    return Bytes.fromHex(hex);
  }

  private static Bytes set(Bytes source, int at, int value) {
    byte[] changed = source.toArray();
    changed[at] = (byte) value;
    return Bytes.owning(changed);
  }
}
