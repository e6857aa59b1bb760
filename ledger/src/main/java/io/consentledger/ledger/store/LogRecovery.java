package io.consentledger.ledger.store;

import org.rocksdb.WALRecoveryMode;

/** What opening makes of a write-ahead log that isn't whole. */
public enum LogRecovery {
  /** Refuse it: any other mode silently drops what stood after the damage. */
  EXACT(WALRecoveryMode.AbsoluteConsistency),
  /**
   * Keep what stands before the damage and drop the rest: whole batches, in the order they were
   * written. For callers who know that nothing is lost that way.
   */
  CUT(WALRecoveryMode.PointInTimeRecovery);

  private final WALRecoveryMode mode;

  LogRecovery(WALRecoveryMode mode) {
    this.mode = mode;
  }

  WALRecoveryMode mode() {
    return mode;
  }
}
