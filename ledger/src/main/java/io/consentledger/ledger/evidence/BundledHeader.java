package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.List;

/**
 * A header as it stands in a bundle.
 *
 * @param path from the header, lowest hash first, to the anchor's {@code historyRoot}
 */
public record BundledHeader(Bytes header, List<Digest> path) {
  public BundledHeader {
    path = List.copyOf(path);
  }
}
