package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.DiskFull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.ReadException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine sees of the ledger. Committed entries arrive on the engine's applying thread; an
 * index that the ledger has already is passed over. Where the ledger throws, this halts at once:
 * nothing more reaches the ledger, so there can be no hole in it, and the engine is stopped from
 * outside. It isn't thrown on into the engine, whose applying thread would spin for ever if the
 * engine is being closed at that moment. Its snapshots are our checkpoints.
 */
final class OrderedStateMachine extends BaseStateMachine {
  private static final Logger LOG = LoggerFactory.getLogger(OrderedStateMachine.class);

  private final OrderedLedger ledger;
  private final Adoption adoption;
  private final Proposals proposals;
  private final ClientId proposer;
  private final EngineEvents events;
  private final Path checkpoints;
  private final AckMark acks;
  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private volatile Position taken = Position.NONE;
  private long checkpointNotBeforeNanos = System.nanoTime();
  private volatile boolean halted;

  OrderedStateMachine(
      OrderedLedger ledger,
      Adoption adoption,
      Proposals proposals,
      ClientId proposer,
      EngineEvents events,
      Path checkpoints,
      AckMark acks) {
    this.ledger = ledger;
    this.adoption = adoption;
    this.proposals = proposals;
    this.proposer = proposer;
    this.events = events;
    this.checkpoints = checkpoints;
    this.acks = acks;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage)
      throws IOException {
    getLifeCycle()
        .startAndTransition(
            () -> {
              super.initialize(server, groupId, raftStorage);
              storage.init(raftStorage);
              taken = ledger.applied();
              follow(storage.getLatestSnapshot());
            },
            IOException.class);
  }

  /** The engine replays from here, however far the ledger is: it must not be told more. */
  private void follow(@Nullable SnapshotInfo snapshot) {
    setLastAppliedTermIndex(snapshot == null ? TermIndex.INITIAL_VALUE : snapshot.getTermIndex());
  }

  @Override
  public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
    if (!proposer.equals(request.getClientId())) {
      throw new IOException("batches are proposed in process only");
    }
    return super.startTransaction(request);
  }

  /** The engine holds its lock, and appends next: from here on the batch may be committed. */
  @Override
  public TransactionContext preAppendTransaction(TransactionContext transaction) {
    proposals.markTaken(transaction.getClientRequest().getCallId());
    return transaction;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    Position position = new Position(entry.getTerm(), entry.getIndex());
    take(
        position,
        () ->
            ledger.apply(
                position,
                Bytes.owning(entry.getStateMachineLogEntry().getLogData().toByteArray())));
    return halted
        ? CompletableFuture.failedFuture(new IllegalStateException("halted before " + position))
        : CompletableFuture.completedFuture(Replies.encode(position));
  }

  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    Position position = new Position(term, index);
    take(position, () -> ledger.skip(position));
  }

  private void take(Position position, Runnable effect) {
    updateLastAppliedTermIndex(position.term(), position.index());
    if (halted) {
      return;
    }
    try {
      if (position.index() > taken.index() + 1) {
        adoptNewest();
      }
      if (position.index() > taken.index() + 1) {
        throw new IllegalStateException("nothing leads from " + taken + " to " + position);
      }
      if (position.index() > taken.index()) {
        acks.acknowledged(Long.MAX_VALUE, Math.min(position.index(), log().getFlushIndex()));
        effect.run();
        taken = position;
      }
    } catch (Throwable broken) {
      halt("apply-failed", "entry " + position + " couldn't be applied", broken);
    }
  }

  /** A newer leader overrules the end of this log: what it takes back was acknowledged in vain. */
  @Override
  public CompletableFuture<Void> truncate(long index) {
    try {
      acks.truncated(term(), index - 1);
      return CompletableFuture.completedFuture(null);
    } catch (IOException unwritable) {
      return CompletableFuture.failedFuture(unwritable);
    }
  }

  @Override
  public long takeSnapshot() throws IOException {
    if (halted || taken.index() < 0 || taken.index() != getLastAppliedTermIndex().getIndex()) {
      // While it replays what the ledger has already, the engine takes no newer one.
      return RaftLog.INVALID_LOG_INDEX;
    }
    if (System.nanoTime() - checkpointNotBeforeNanos < 0) {
      return RaftLog.INVALID_LOG_INDEX;
    }
    Checkpoint checkpoint;
    try {
      checkpoint = ledger.checkpoint();
      if (checkpoint.position().compareTo(taken) > 0 || checkpoint.position().index() < 0) {
        throw new IllegalStateException(
            "checkpoint at " + checkpoint.position() + " of a ledger at " + taken);
      }
    } catch (UncheckedIOException refused) {
      // A disk that is full, or has no descriptor left, may be well again: the log stays as long as
      // it is, and the engine asks again.
      checkpointNotBeforeNanos = System.nanoTime() + Limits.CHECKPOINT_RETRY.toNanos();
      LOG.warn("event=checkpoint-put-off at={} reason=\"{}\"", taken, refused.toString());
      return RaftLog.INVALID_LOG_INDEX;
    } catch (Throwable broken) {
      halt("checkpoint-failed", "no checkpoint could be made at " + taken, broken);
      return RaftLog.INVALID_LOG_INDEX;
    }
    storage.updateLatestSnapshot(CheckpointFiles.write(checkpoints, checkpoint));
    return checkpoint.position().index();
  }

  /** The leader's log doesn't reach back to ours: a checkpoint of its was put in place. */
  @Override
  public void pause() {
    if (getLifeCycleState() == LifeCycle.State.RUNNING) {
      getLifeCycle().transition(LifeCycle.State.PAUSING);
      getLifeCycle().transition(LifeCycle.State.PAUSED);
    }
  }

  /** On the applying thread, which waits here for as long as adoption takes. */
  @Override
  public void reinitialize() throws IOException {
    try {
      adoptNewest();
    } catch (Throwable broken) {
      halt("adopt-failed", "the leader's checkpoint couldn't be adopted", broken);
    }
    follow(storage.loadLatestSnapshot());
    getLifeCycle().transition(LifeCycle.State.STARTING);
    getLifeCycle().transition(LifeCycle.State.RUNNING);
  }

  /** Another may be put in place while one is adopted, so this looks again. */
  private void adoptNewest() throws IOException {
    for (Optional<Checkpoint> newest = newest();
        newest.isPresent() && newest.get().position().compareTo(taken) > 0;
        newest = newest()) {
      adoption.reach(newest.get());
      taken = ledger.applied();
    }
  }

  private Optional<Checkpoint> newest() throws IOException {
    return CheckpointFiles.newest(checkpoints);
  }

  /** Called once the engine has applied up to the read index. */
  @Override
  public CompletableFuture<Message> query(Message request) {
    SnapshotInfo snapshot = storage.getLatestSnapshot();
    Position now = taken;
    if (halted || (snapshot != null && snapshot.getIndex() > now.index())) {
      return CompletableFuture.failedFuture(
          new ReadException("this node is adopting a checkpoint, or halted"));
    }
    return CompletableFuture.completedFuture(Replies.encode(now));
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  @Override
  public SnapshotInfo getLatestSnapshot() {
    return storage.getLatestSnapshot();
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leaderId) {
    events.leaderChanged(new Leadership(false, term(), leaderId.toString()));
  }

  @Override
  public void notifyLeaderReady() {
    try {
      acks.answered(term());
    } catch (IOException unwritable) {
      LOG.error("event=term-not-noted reason=\"{}\"", unwritable.toString());
    }
    events.leaderChanged(new Leadership(true, term(), String.valueOf(getId())));
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    events.leaderChanged(new Leadership(false, term(), null));
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto failedEntry) {
    events.failed(
        failure(
            "raft-log-write-failed",
            "the log couldn't be written: check the disk, then start the node again",
            cause));
  }

  @Override
  public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
    events.ended();
  }

  private long term() {
    return division().getInfo().getCurrentTerm();
  }

  private RaftLog log() {
    return division().getRaftLog();
  }

  private RaftServer.Division division() {
    try {
      return getServer().join().getDivision(getGroupId());
    } catch (IOException absent) {
      throw new UncheckedIOException("the group that reports is served", absent);
    }
  }

  /** Called by the engine when applying ended, for whatever reason. */
  @Override
  public void close() {
    getLifeCycle().checkStateAndClose();
    events.ended();
  }

  private void halt(String code, String message, Throwable cause) {
    halted = true;
    if (!adoption.stopped()) {
      events.failed(failure(code, message + ": " + cause.getMessage(), cause));
    }
  }

  private static OrdererException failure(String code, String message, Throwable cause) {
    return DiskFull.reason(cause)
        .map(
            full ->
                new OrdererException(DiskFull.CODE, full + ", then start the node again", cause))
        .orElseGet(() -> new OrdererException(code, message, cause));
  }
}
