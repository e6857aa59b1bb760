package io.consentledger.ledger.map;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.MerkleMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The pages that one block touches, as they are before it. For one thread, used once. */
public final class OpenPages {
  private final TopNode top;
  private final Map<PagePlace, Bytes> pages;
  private final Map<Bytes, Bytes> written = new LinkedHashMap<>();
  private final List<Bytes> removed = new ArrayList<>();

  OpenPages(TopNode top, Map<PagePlace, Bytes> pages) {
    this.top = top;
    this.pages = pages;
  }

  /** What stands under a key that the pages were opened for. */
  public Optional<Digest> value(Digest key) {
    TopNode node = top;
    int depth = 0;
    for (; node instanceof TopNode.Branch branch; depth++) {
      node = MerkleMap.bit(key, depth) ? branch.right() : branch.left();
    }
    return MapPairs.find(pairs(PagePlace.of(key, depth)), key);
  }

  /** Puts values under keys that the pages were opened for. */
  public MapChange put(SortedMap<Digest, Digest> values) {
    List<MapProof.Leaf> changes = new ArrayList<>(values.size());
    values.forEach((key, value) -> changes.add(new MapProof.Leaf(key, value)));
    StreamMap newer = new StreamMap(changed(top, 0, changes));
    return new MapChange(newer, written, removed);
  }

  private TopNode changed(TopNode node, int depth, List<MapProof.Leaf> changes) {
    if (changes.isEmpty()) {
      return node;
    }
    if (node instanceof TopNode.Branch branch) {
      int right = firstRight(changes, depth);
      return TopNode.Branch.over(
          changed(branch.left(), depth + 1, changes.subList(0, right)),
          changed(branch.right(), depth + 1, changes.subList(right, changes.size())));
    }
    PagePlace place = PagePlace.of(changes.get(0).key(), depth);
    Bytes pairs = MapPairs.merge(pairs(place), changes);
    if (node.keys() > 0 && MapPairs.count(pairs) > Limits.PAGE_KEYS_MAX) {
      removed.add(place.rowKey());
    }
    return laidOut(pairs, depth);
  }

  /** Splits pairs at bit after bit until each part fits a page. */
  private TopNode laidOut(Bytes pairs, int depth) {
    int count = MapPairs.count(pairs);
    if (count == 0) {
      return TopNode.EMPTY;
    }
    if (count <= Limits.PAGE_KEYS_MAX) {
      written.put(PagePlace.of(MapPairs.key(pairs, 0), depth).rowKey(), pairs);
      return new TopNode.Page(MapPairs.root(pairs, depth), count);
    }
    int right = MapPairs.split(pairs, depth) * MapPairs.PAIR_BYTES;
    return TopNode.Branch.over(
        laidOut(pairs.slice(0, right), depth + 1),
        laidOut(pairs.slice(right, pairs.size()), depth + 1));
  }

  private Bytes pairs(PagePlace place) {
    return pages.getOrDefault(place, Bytes.EMPTY);
  }

  private static int firstRight(List<MapProof.Leaf> changes, int depth) {
    int low = 0;
    int high = changes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (MerkleMap.bit(changes.get(middle).key(), depth)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
