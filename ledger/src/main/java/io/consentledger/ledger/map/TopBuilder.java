package io.consentledger.ledger.map;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MerkleMap;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.StoreReader;
import io.consentledger.ledger.store.Table;
import org.jspecify.annotations.Nullable;

/** Puts pages together to the top of a tree. */
final class TopBuilder {
  private final Draft root = new Draft();

  /** A node that may still get a page, or children. */
  private static final class Draft {
    private @Nullable Draft left;
    private @Nullable Draft right;
    private TopNode.@Nullable Page page;

    Draft child(boolean isRight) {
      Draft known = isRight ? right : left;
      Draft child = known == null ? new Draft() : known;
      if (isRight) {
        right = child;
      } else {
        left = child;
      }
      return child;
    }

    boolean isParent() {
      return left != null || right != null;
    }

    TopNode freeze() {
      if (isParent()) {
        return TopNode.Branch.over(frozen(left), frozen(right));
      }
      return page == null ? TopNode.EMPTY : page;
    }

    private static TopNode frozen(@Nullable Draft child) {
      return child == null ? TopNode.EMPTY : child.freeze();
    }
  }

  private TopBuilder() {}

  static StreamMap build(StoreReader rows) {
    TopBuilder builder = new TopBuilder();
    rows.scan(
        Table.MAP.first(),
        Table.MAP.end(),
        (rowKey, pairs) -> {
          builder.add(PagePlace.ofRowKey(rowKey), pairs);
          return true;
        });
    return new StreamMap(builder.root.freeze());
  }

  private void add(PagePlace place, Bytes pairs) {
    require(isPage(place, pairs), place);
    Draft node = root;
    for (int depth = 0; depth < place.depth(); depth++) {
      require(node.page == null, place);
      node = node.child(MerkleMap.bit(place.prefix(), depth));
    }
    require(node.page == null && !node.isParent(), place);
    node.page = new TopNode.Page(MapPairs.root(pairs, place.depth()), MapPairs.count(pairs));
  }

  private static boolean isPage(PagePlace place, Bytes pairs) {
    if (pairs.size() == 0
        || pairs.size() % MapPairs.PAIR_BYTES != 0
        || pairs.size() > Limits.PAGE_KEYS_MAX * MapPairs.PAIR_BYTES
        || !MapPairs.ascend(pairs)) {
      return false;
    }
    Digest first = MapPairs.key(pairs, 0);
    Digest last = MapPairs.key(pairs, MapPairs.count(pairs) - 1);
    return PagePlace.of(first, place.depth()).equals(place) && place.holds(last);
  }

  private static void require(boolean holds, PagePlace place) {
    if (!holds) {
      throw StorageFailure.damaged("the page of the map at " + place + " can't be there");
    }
  }
}
