package io.consentledger.consensus;

import io.consentledger.consensus.gate.Group;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings log, checkpoints and ledger in line before the engine starts on them. Whatever died in the
 * middle, this can run again.
 */
final class StartCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

  private final EngineDirectory directory;
  private final OrderedLedger ledger;
  private final Adoption adoption;
  private final Group group;

  StartCheck(EngineDirectory directory, OrderedLedger ledger, Adoption adoption, Group group) {
    this.group = group;
    this.directory = directory;
    this.ledger = ledger;
    this.adoption = adoption;
  }

  void run() throws IOException {
    if (!directory.hasLog()) {
      if (ledger.syncedIndex() >= 0 || directory.acks().index() >= 0) {
        throw logMissing();
      }
      return;
    }
    TermFile.secure(directory.termFile(), group.selfId(), directory.acks());
    MembersFile.secure(directory.membersFile(), group, directory::newAside);
    CheckpointFiles.setAsideDamaged(directory.checkpoints(), directory::newAside);
    long logEnd = logEnd();
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
      covered = checkpointAtLedger();
    }
    if (logEnd >= 0 && logEnd < covered) {
      // Left as it is, the engine would append behind the checkpoint and find a gap.
      LogSegments.drop(directory.log());
    }
  }

  /**
   * The end of the log, all of which is on the disk by now, and counts as acknowledged. A damaged
   * one is set aside where the ledger has all that was acknowledged: the log is there to give the
   * ledger what it lacks, and that is nothing.
   */
  private long logEnd() throws IOException {
    AckMark acks = directory.acks();
    long end;
    try {
      end =
          LogSegments.check(
              directory.log(), acks.found() ? acks.index() : SegmentScan.ALL_THERE_IS);
    } catch (OrdererStartException damaged) {
      if (!acks.found() || ledger.applied().index() < acks.index()) {
        throw damaged;
      }
      LOG.warn("event=raft-log-damaged reason=\"{}\"", damaged.getMessage());
      if (ledger.applied().index() >= 0) {
        checkpointAtLedger();
      }
      LogSegments.setAside(directory.log(), directory.newAside());
      return -1;
    }
    if (Math.max(end, ledger.applied().index()) < acks.index() && !covered(acks.index())) {
      throw tailMissing(end, acks.index());
    } else if (end < 0 && !acks.found() && ledger.applied().index() >= 0) {
      throw logMissing();
    }
    acks.acknowledged(Long.MAX_VALUE, end);
    acks.sync();
    return end;
  }

  private boolean covered(long index) throws IOException {
    return CheckpointFiles.newest(directory.checkpoints())
        .filter(checkpoint -> checkpoint.position().index() >= index)
        .isPresent();
  }

  /**
   * The log's cut-off tail was committed, as the ledger has it. What the ledger has is no less
   * true, so the node goes on from there.
   */
  private long checkpointAtLedger() throws IOException {
    Checkpoint now = ledger.checkpoint();
    CheckpointFiles.write(directory.checkpoints(), now);
    return now.position().index();
  }

  private static OrdererStartException tailMissing(long logEnd, long acknowledged) {
    return new OrdererStartException(
        "raft-log-missing",
        "the log ends at "
            + logEnd
            + ", but this node acknowledged "
            + acknowledged
            + ": files of it are gone. "
            + Advice.REPAIR);
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
            + Advice.REPAIR);
  }

  private OrdererStartException logMissing() {
    return new OrdererStartException(
        "raft-log-missing",
        "the ledger is at "
            + ledger.applied()
            + ", but its log is gone: without it this node could break a promise it made. "
            + Advice.REPAIR);
  }
}
