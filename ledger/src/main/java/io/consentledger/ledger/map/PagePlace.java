package io.consentledger.ledger.map;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleMap;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;

/**
 * Where a page sits in the tree.
 *
 * @param depth levels below the root, so that many bits all its keys have in common
 * @param prefix those bits, and zeros after them
 */
record PagePlace(int depth, Digest prefix) {
  /** The place at this depth on the way to a key. */
  static PagePlace of(Digest key, int depth) {
    byte[] prefix = new byte[Digest.SIZE_BYTES];
    int whole = depth >>> 3;
    key.bytes().asBuffer().get(prefix, 0, whole);
    int rest = depth & 7;
    if (rest != 0) {
      prefix[whole] = (byte) (key.bytes().at(whole) & 0xff00 >> rest);
    }
    return new PagePlace(depth, new Digest(Bytes.owning(prefix)));
  }

  static PagePlace ofRowKey(Bytes rowKey) {
    try {
      WireReader in = new WireReader(rowKey.slice(1, rowKey.size()));
      PagePlace place = new PagePlace(in.u8(), in.digest());
      in.end();
      return place;
    } catch (MalformedException malformed) {
      throw StorageFailure.damaged("the place of a page of the map", malformed);
    }
  }

  Bytes rowKey() {
    return Table.mapPage(depth, prefix);
  }

  boolean holds(Digest key) {
    return MerkleMap.commonBits(prefix, key) >= depth;
  }
}
