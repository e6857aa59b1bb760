package io.consentledger.ledger.evidence;

import io.consentledger.ledger.tx.StreamId;
import java.util.List;

/** A stream of a bundle, its records checked one by one. */
record ProvenStream(BundledStream bundled, List<ProvenRecord> records, String place) {
  ProvenStream {
    records = List.copyOf(records);
  }

  StreamId id() {
    return bundled.streamId();
  }
}
