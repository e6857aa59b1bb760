package io.consentledger.consensus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a follower back whose log is shorter than what it had acknowledged: its disk was replaced,
 * or put back. The engine never goes below what was acknowledged, and would ask for ever for an
 * entry that isn't there. Here the leader forgets the acknowledgement, which counts for nothing any
 * more, and sends from where the follower is: entries, or a checkpoint where they are gone.
 */
final class ForgetfulFollowers implements LeaderState {
  private static final Logger LOG = LoggerFactory.getLogger(ForgetfulFollowers.class);

  private final LeaderState engine;
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  ForgetfulFollowers(LeaderState engine) {
    this.engine = engine;
  }

  /** Called by the engine after it has drawn its own conclusions, before it sends again. */
  @Override
  public void onAppendEntriesReply(LogAppender appender, AppendEntriesReplyProto reply) {
    FollowerInfo follower = appender.getFollower();
    long acknowledged = follower.getMatchIndex();
    if (reply.getResult() == AppendResult.INCONSISTENCY && reply.getNextIndex() <= acknowledged) {
      if (!Long.valueOf(acknowledged).equals(told.put(follower.getName(), acknowledged))) {
        LOG.warn(
            "event=follower-lost-its-log follower={} acknowledged={} has={} reason=\"it is sent again"
                + " what it lost\"",
            follower.getId(),
            acknowledged,
            reply.getNextIndex() - 1);
      }
      // From the start: it answers at once from where it needs it.
      follower.setSnapshotIndex(RaftLog.INVALID_LOG_INDEX);
    }
    engine.onAppendEntriesReply(appender, reply);
  }

  @Override
  public void restart(LogAppender appender) {
    engine.restart(appender);
  }

  @Override
  public AppendEntriesRequestProto newAppendEntriesRequestProto(
      FollowerInfo follower, List<LogEntryProto> entries, TermIndex previous, long callId) {
    return engine.newAppendEntriesRequestProto(follower, entries, previous, callId);
  }

  @Override
  public void checkHealth(FollowerInfo follower) {
    engine.checkHealth(follower);
  }

  @Override
  public boolean onFollowerTerm(FollowerInfo follower, long followerTerm) {
    return engine.onFollowerTerm(follower, followerTerm);
  }

  @Override
  public void onFollowerCommitIndex(FollowerInfo follower, long commitIndex) {
    engine.onFollowerCommitIndex(follower, commitIndex);
  }

  @Override
  public void onFollowerSuccessAppendEntries(FollowerInfo follower) {
    engine.onFollowerSuccessAppendEntries(follower);
  }

  @Override
  public boolean isFollowerBootstrapping(FollowerInfo follower) {
    return engine.isFollowerBootstrapping(follower);
  }
}
