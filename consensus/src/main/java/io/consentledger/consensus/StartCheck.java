package io.consentledger.consensus;

import java.io.IOException;
import java.util.Optional;

/**
 * Brings log, checkpoints and ledger in line before the engine starts on them. Whatever died in the
 * middle, this can run again.
 */
final class StartCheck {
  private final EngineDirectory directory;
  private final OrderedLedger ledger;
  private final Adoption adoption;

  StartCheck(EngineDirectory directory, OrderedLedger ledger, Adoption adoption) {
    this.directory = directory;
    this.ledger = ledger;
    this.adoption = adoption;
  }

  void run() throws IOException {
    if (!directory.hasLog()) {
      if (ledger.syncedIndex() >= 0) {
        throw logMissing();
      }
      return;
    }
    long logEnd = LogSegments.check(directory.log());
    Optional<Checkpoint> newest = CheckpointFiles.newest(directory.checkpoints());
    if (newest.isPresent()) {
      // It was received from the leader, and the node died before the ledger had got there.
      adoption.reach(newest.get());
    }
    long covered = newest.map(checkpoint -> checkpoint.position().index()).orElse(-1L);
    if (Math.max(Math.max(logEnd, covered), ledger.applied().index()) < ledger.syncedIndex()) {
      throw putBack(logEnd);
    }
    if (logEnd < ledger.applied().index() && covered < ledger.applied().index()) {
      covered = checkpointAtLedger(logEnd);
    }
    if (logEnd >= 0 && logEnd < covered) {
      // Left as it is, the engine would append behind the checkpoint and find a gap.
      LogSegments.drop(directory.log());
    }
  }

  /**
   * The log's cut-off tail was committed, as the ledger has it: a disk that promised too much. What
   * the ledger has is no less true, so the node goes on from there.
   */
  private long checkpointAtLedger(long logEnd) throws IOException {
    if (logEnd < 0) {
      throw logMissing();
    }
    Checkpoint now = ledger.checkpoint();
    CheckpointFiles.write(directory.checkpoints(), now);
    return now.position().index();
  }

  private OrdererStartException putBack(long logEnd) {
    return new OrdererStartException(
        "ledger-put-back",
        "the ledger was at index "
            + ledger.syncedIndex()
            + " once and is at "
            + ledger.applied().index()
            + ", and the log ends at "
            + logEnd
            + ": both were put back to an earlier state, and this node could break a promise it"
            + " made. "
            + Advice.RESTORE_OR_REPLACE);
  }

  private OrdererStartException logMissing() {
    return new OrdererStartException(
        "raft-log-missing",
        "the ledger is at "
            + ledger.applied()
            + ", but its log is gone: without it this node could break a promise it made. "
            + Advice.RESTORE_OR_REPLACE);
  }
}
