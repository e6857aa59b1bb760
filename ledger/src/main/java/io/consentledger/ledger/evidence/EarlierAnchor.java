package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import java.util.List;

/**
 * An earlier moment that the anchor's history extends.
 *
 * @param consistency from the log that the earlier header closes to the one that the anchor closes;
 *     empty where the earlier header is the first
 */
public record EarlierAnchor(BundledHeader header, List<Digest> consistency) {
  public EarlierAnchor {
    consistency = List.copyOf(consistency);
  }
}
