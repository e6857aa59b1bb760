package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.state.Finding;
import java.util.List;

/**
 * Where a committed transaction stands.
 *
 * @param height the block's, from 1
 * @param index the place in the block, from 0
 * @param seq the place in its stream, from 1
 * @param timeMs block time, UTC milliseconds
 */
public record Location(
    long height, int index, long seq, long timeMs, Digest entryHash, List<Finding> findings) {
  public Location {
    findings = List.copyOf(findings);
  }
}
