package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;

/** Entries, or none as a heartbeat, from a node that says that it leads. */
final class AppendRule {
  private final EngineView engine;
  private final Group group;
  private final HeaderRule headers;
  private final TermRule terms;
  private final LeaderRule leader;
  private final EntryRule entries;

  AppendRule(EngineView engine, Group group, GateRules.Shared shared, EntryRule entries) {
    this.engine = engine;
    this.group = group;
    this.headers = shared.headers();
    this.terms = shared.terms();
    this.leader = shared.leader();
    this.entries = entries;
  }

  void check(String sender, AppendEntriesRequestProto append) throws RefusedException {
    headers.check(sender, append.getServerRequest());
    long term = append.getLeaderTerm();
    checkPositions(append);
    checkCommit(append);
    terms.check(sender, term);
    if (term >= engine.term()) {
      // Of an earlier term the engine takes nothing, so what is in it doesn't matter.
      for (LogEntryProto entry : append.getEntriesList()) {
        entries.check(sender, term, entry);
      }
    }
    leader.check(sender, term);
    leader.heard(sender, term);
  }

  private void checkPositions(AppendEntriesRequestProto append) throws RefusedException {
    require(!append.getInitializing(), Refusal.MESSAGE_MALFORMED, "no member is added here");
    long nextIndex = 0;
    long lastTerm = 1;
    if (append.hasPreviousLog()) {
      TermIndexProto previous = append.getPreviousLog();
      require(
          previous.getIndex() >= 0
              && previous.getIndex() <= Limits.INDEX_MAX
              && previous.getTerm() >= 1
              && previous.getTerm() <= append.getLeaderTerm(),
          Refusal.POSITION_WRONG,
          "after " + previous.getTerm() + ":" + previous.getIndex());
      nextIndex = previous.getIndex() + 1;
      lastTerm = previous.getTerm();
    } else if (append.getEntriesCount() > 0 && append.getEntries(0).getIndex() != 0) {
      nextIndex = engine.checkpointIndex() + 1;
    }
    for (LogEntryProto entry : append.getEntriesList()) {
      require(
          entry.getIndex() == nextIndex
              && entry.getTerm() >= lastTerm
              && entry.getTerm() <= append.getLeaderTerm(),
          Refusal.POSITION_WRONG,
          "entry " + entry.getTerm() + ":" + entry.getIndex() + " where " + nextIndex + " is next");
      nextIndex++;
      lastTerm = entry.getTerm();
    }
  }

  /** An engine tells each follower of no more than what this message brings it to. */
  private void checkCommit(AppendEntriesRequestProto append) throws RefusedException {
    long reach = append.getPreviousLog().getIndex() + append.getEntriesCount();
    require(
        append.getLeaderCommit() >= -1 && append.getLeaderCommit() <= reach,
        Refusal.COMMIT_BEYOND,
        "commit " + append.getLeaderCommit() + " with entries up to " + reach);
    require(
        append.getCommitInfosCount() <= group.addressByNodeId().size(),
        Refusal.MESSAGE_MALFORMED,
        append.getCommitInfosCount() + " commit infos");
    for (CommitInfoProto info : append.getCommitInfosList()) {
      require(
          group.isMember(info.getServer().getId())
              && info.getCommitIndex() >= -1
              && info.getCommitIndex() <= Limits.INDEX_MAX,
          Refusal.MESSAGE_MALFORMED,
          "a commit info of no member, or out of range");
    }
  }
}
