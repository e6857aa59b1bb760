package io.consentledger.ledger.store;

import org.rocksdb.WALRecoveryMode;

/** What opening makes of a write-ahead log that isn't whole. */
public enum LogRecovery {
  /** Refuse it: any other mode silently drops what stood after the damage. */
  EXACT(WALRecoveryMode.AbsoluteConsistency),
  /**
   * Drop a last record that was being written when the process died, and refuse any other damage.
   * For callers who sync each write before they tell of it.
   */
  TAIL(WALRecoveryMode.TolerateCorruptedTailRecords),
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
