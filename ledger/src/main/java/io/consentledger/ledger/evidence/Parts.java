package io.consentledger.ledger.evidence;

import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.chain.Header;

/** Records and headers of a ledger, with their paths up to an anchor. For one thread. */
final class Parts {
  private final LedgerSnapshot ledger;
  private final Header anchor;

  /**
   * @param anchorHeight of a block that the snapshot has
   */
  Parts(LedgerSnapshot ledger, long anchorHeight) {
    this.ledger = ledger;
    this.anchor = at(anchorHeight);
  }

  Header anchor() {
    return anchor;
  }

  BundledRecord record(Recorded record) {
    return new BundledRecord(
        record.entry().encode(),
        ledger.entryPath(record.entry().height(), record.entry().index()),
        record.transaction().payload(),
        record.transaction().signature().bytes(),
        record.transaction().statement().encode());
  }

  /** A header below the anchor's. */
  BundledHeader header(long height) {
    return new BundledHeader(at(height).encode(), ledger.historyPath(height, anchor.height() - 1));
  }

  private Header at(long height) {
    return ledger
        .header(height)
        .orElseThrow(() -> new IllegalStateException("the header at " + height + " is missing"));
  }
}
