package io.consentledger.consensus;

import io.consentledger.consensus.gate.ForwardingLeader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.raftlog.RaftLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a follower back whose log is shorter than what it had acknowledged: its disk was replaced,
 * or put back. The engine never goes below what was acknowledged, and would ask for ever for an
 * entry that isn't there. Here the leader forgets the acknowledgement, which counts for nothing any
 * more, and sends from where the follower is: entries, or a checkpoint where they are gone.
 */
final class ForgetfulFollowers extends ForwardingLeader {
  private static final Logger LOG = LoggerFactory.getLogger(ForgetfulFollowers.class);

  private final Map<String, Long> told = new ConcurrentHashMap<>();

  ForgetfulFollowers(LeaderState engine) {
    super(engine);
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
    super.onAppendEntriesReply(appender, reply);
  }
}
