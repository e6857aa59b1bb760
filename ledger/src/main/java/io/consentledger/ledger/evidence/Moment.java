package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Header;

/**
 * How far the ledger was.
 *
 * @param height the newest block's
 * @param timeMs of that block, UTC milliseconds
 */
public record Moment(long height, long timeMs, Digest headerHash) {
  static Moment of(Header header) {
    return new Moment(header.height(), header.timeMs(), header.hash());
  }
}
