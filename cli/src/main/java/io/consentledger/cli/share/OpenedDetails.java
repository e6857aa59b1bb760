package io.consentledger.cli.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Commitment;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.json.CanonicalJson;

/**
 * Private details, with what opens its commitment. Never printed whole.
 *
 * @param opening 64 bytes, a secret
 */
public record OpenedDetails(Digest commitment, Bytes opening, ObjectNode details) {
  /** True where these are the details that were committed to. */
  public boolean opens() {
    try {
      return Commitment.opens(commitment, opening, CanonicalJson.encode(details));
    } catch (IllegalArgumentException unencodable) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "OpenedDetails(" + commitment + ")";
  }
}
