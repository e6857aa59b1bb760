package io.consentledger.ledger;

import io.consentledger.ledger.map.StreamMap;

/** How far the ledger is, with the map of that very block. */
record Reached(ChainState chain, StreamMap map) {
  Reached withApplied(Applied newer) {
    return new Reached(chain.withApplied(newer), map);
  }
}
