package io.consentledger.consensus.gate;

import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;

/**
 * What an honest member's engine could say to this node now, one class for each type of message. A
 * type that isn't listed is refused. Any thread.
 */
public final class GateRules {
  private final VoteRule vote;
  private final AppendRule append;
  private final SnapshotRule snapshot;
  private final ReadRule read;
  private final ElectionStartRule electionStart;
  private final ReplyRule replies;
  private final Votes votes;

  /** What several of them go by. */
  record Shared(
      HeaderRule headers,
      TermRule terms,
      LeaderWatch leaders,
      LeaderRule leader,
      Votes votes,
      ElectionPace deposals) {}

  /**
   * @param content judges batches
   * @param checkpoints judges checkpoints
   * @param batchBytesMax of one batch
   * @param nanoClock monotonic, in nanoseconds
   */
  public GateRules(
      EngineView engine,
      Group group,
      ContentCheck content,
      CheckpointForm checkpoints,
      int batchBytesMax,
      LongSupplier nanoClock) {
    votes = new Votes(group);
    LeaderWatch leaders = new LeaderWatch(engine, group, nanoClock);
    TermRule terms = new TermRule(engine, leaders, group.liarsMax());
    Shared shared =
        new Shared(
            new HeaderRule(group),
            terms,
            leaders,
            new LeaderRule(engine, group, terms, leaders, votes),
            votes,
            new ElectionPace(nanoClock));
    vote = new VoteRule(engine, group, shared, nanoClock);
    append =
        new AppendRule(engine, group, shared, new EntryRule(engine, group, content, batchBytesMax));
    snapshot = new SnapshotRule(group, shared, checkpoints);
    read = new ReadRule(group, shared);
    electionStart = new ElectionStartRule(engine, shared, nanoClock);
    replies = new ReplyRule(engine, shared);
  }

  /** Returns normally where the engine may have it. */
  void check(String sender, Object message) throws RefusedException {
    if (message instanceof AppendEntriesRequestProto entries) {
      append.check(sender, entries);
    } else if (message instanceof RequestVoteRequestProto request) {
      vote.check(sender, request);
    } else if (message instanceof ReadIndexRequestProto question) {
      read.check(sender, question);
    } else if (message instanceof InstallSnapshotRequestProto install) {
      snapshot.check(sender, install);
    } else if (message instanceof StartLeaderElectionRequestProto start) {
      electionStart.check(sender, start);
    } else {
      throw new RefusedException(Refusal.MESSAGE_MALFORMED, "no message of the engine's protocol");
    }
  }

  /** The same for what peers reply. */
  ReplyRule replies() {
    return replies;
  }

  Votes votes() {
    return votes;
  }
}
