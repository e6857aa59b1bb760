package io.consentledger.consensus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LogAppender;

/** What the engine sends to each follower with, while this node leads. For any thread. */
final class FollowerLinks implements CommitNews.Audience {
  private static final long SILENT_MILLIS = 1_000;

  private final Map<String, LogAppender> newest = new ConcurrentHashMap<>();

  /** The engine made a new one: for a new follower, or because this node leads again. */
  LogAppender made(LogAppender link) {
    newest.put(link.getFollowerId().toString(), link);
    return link;
  }

  /** The newest to each follower, where this node leads. */
  List<LogAppender> running() {
    return newest.values().stream().filter(LogAppender::isRunning).toList();
  }

  @Override
  public boolean tell(long committed) {
    boolean somebodyBehind = false;
    for (LogAppender link : newest.values()) {
      FollowerInfo follower = link.getFollower();
      boolean behind =
          link.isRunning()
              && follower.getCommitIndex() < committed
              && follower.getLastRpcResponseTime().elapsedTimeMs() < SILENT_MILLIS;
      if (behind && follower.getMatchIndex() >= committed) {
        // Before it has the entry on its disk it would take no notice.
        link.triggerHeartbeat();
      }
      somebodyBehind |= behind;
    }
    return somebodyBehind;
  }
}
