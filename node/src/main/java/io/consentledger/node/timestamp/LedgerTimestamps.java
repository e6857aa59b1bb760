package io.consentledger.node.timestamp;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.Ledger;
import java.util.Optional;

/** Time-stamps in the ledger's store, beside the blocks. */
public record LedgerTimestamps(Ledger ledger) implements TimestampStore {
  @Override
  public Optional<Bytes> timestamp(long height) {
    return ledger.timestamp(height);
  }

  @Override
  public void putTimestamp(long height, Bytes token) {
    ledger.putTimestamp(height, token);
  }
}
