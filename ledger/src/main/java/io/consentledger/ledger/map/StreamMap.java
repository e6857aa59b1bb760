package io.consentledger.ledger.map;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.MerkleMap;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.StoreReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The map as it is after one block: the top of its tree, of which the lowest nodes stand for pages
 * of pairs in the store. Never changed, for any thread. What reads pages is handed the rows of the
 * very same block: of another one, they are taken for damaged.
 */
public final class StreamMap {
  /** The map before the first block. */
  public static final StreamMap EMPTY = new StreamMap(TopNode.EMPTY);

  private final TopNode top;

  StreamMap(TopNode top) {
    this.top = top;
  }

  /**
   * Makes the top anew from all pages, half a second for each million keys.
   *
   * @throws StorageFailure where the pages can't be those of any map
   */
  public static StreamMap read(StoreReader rows) {
    return TopBuilder.build(rows);
  }

  /** The root of the tree, as headers carry it. */
  public Digest root() {
    return top.hash();
  }

  /** How many keys there are. */
  public long size() {
    return top.keys();
  }

  /** Shows what stands under {@code key}, or that nothing does. Reads one page. */
  public MapProof prove(Digest key, StoreReader rows) {
    List<Digest> above = new ArrayList<>();
    TopNode node = top;
    int depth = 0;
    for (; node instanceof TopNode.Branch branch; depth++) {
      boolean right = MerkleMap.bit(key, depth);
      above.add(right ? branch.left().hash() : branch.right().hash());
      node = right ? branch.right() : branch.left();
    }
    Collections.reverse(above);
    PagePlace place = PagePlace.of(key, depth);
    Bytes pairs =
        node.keys() == 0 ? Bytes.EMPTY : pairs(place, node.keys(), rows.get(place.rowKey()));
    if (!MapPairs.root(pairs, depth).equals(node.hash())) {
      throw StorageFailure.damaged("the page of the map at " + place + " has another hash");
    }
    return MapPairs.prove(pairs, depth, key).below(above);
  }

  /** Reads the pages of these keys, with one call, to change what stands there. */
  public OpenPages open(Collection<Digest> keys, StoreReader rows) {
    Map<PagePlace, Long> sizes = new LinkedHashMap<>();
    for (Digest key : keys) {
      TopNode node = top;
      int depth = 0;
      for (; node instanceof TopNode.Branch branch; depth++) {
        node = MerkleMap.bit(key, depth) ? branch.right() : branch.left();
      }
      if (node.keys() > 0) {
        sizes.put(PagePlace.of(key, depth), node.keys());
      }
    }
    List<PagePlace> places = List.copyOf(sizes.keySet());
    List<Optional<Bytes>> found = rows.getAll(places.stream().map(PagePlace::rowKey).toList());
    Map<PagePlace, Bytes> pages = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      PagePlace place = places.get(i);
      pages.put(place, pairs(place, sizes.getOrDefault(place, 0L), found.get(i)));
    }
    return new OpenPages(top, pages);
  }

  private static Bytes pairs(PagePlace place, long keys, Optional<Bytes> row) {
    return row.filter(pairs -> pairs.size() == keys * MapPairs.PAIR_BYTES)
        .orElseThrow(
            () -> StorageFailure.damaged("the page of the map at " + place + " isn't there whole"));
  }
}
