package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.StreamId;
import java.util.List;
import java.util.Optional;

/**
 * A stream as it stands in a bundle.
 *
 * @param proof of the newest entry, or that there is none, in the anchor's map; absent where the
 *     stream is not said to be complete
 * @param findings where the stream is a claimed customer's
 */
public record BundledStream(
    StreamId streamId,
    Optional<Bytes> proof,
    Optional<BundledFindings> findings,
    List<BundledRecord> records) {
  public BundledStream {
    records = List.copyOf(records);
  }

  /** Whether it is said to hold everything. */
  public boolean isComplete() {
    return proof.isPresent();
  }
}
