package io.consentledger.ledger.map;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleMap;

/** A node of the map's top. Never changed: a newer top shares what is the same in both. */
sealed interface TopNode permits TopNode.Branch, TopNode.Page {
  /** The page of no keys, which has no row. */
  Page EMPTY = new Page(MerkleMap.EMPTY, 0);

  /** The hash of the subtree. */
  Digest hash();

  /** How many keys are below. */
  long keys();

  /** A subtree of more keys than a page takes. */
  record Branch(Digest hash, long keys, TopNode left, TopNode right) implements TopNode {
    static Branch over(TopNode left, TopNode right) {
      return new Branch(
          MerkleMap.node(left.hash(), right.hash()), left.keys() + right.keys(), left, right);
    }
  }

  /** A subtree whose pairs stand in one row of the store. */
  record Page(Digest hash, long keys) implements TopNode {}
}
