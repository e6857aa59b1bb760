package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.List;

/**
 * A record as it stands in a bundle: the entry, the transaction's three parts, and the path from
 * the entry, lowest hash first, to its block's {@code entriesRoot}.
 */
public record BundledRecord(
    Bytes entry, List<Digest> path, Bytes payload, Bytes signature, Bytes statement) {
  public BundledRecord {
    path = List.copyOf(path);
  }
}
