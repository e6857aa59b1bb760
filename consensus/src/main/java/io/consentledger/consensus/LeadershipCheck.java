package io.consentledger.consensus;

import io.consentledger.consensus.gate.ForwardingLeader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * Confirms that this node still leads: so many followers that they make a majority with it replied,
 * in its term, to something sent after the question (Raft thesis, section 6.4, step 3). The engine
 * asks nobody about an index that was confirmed once, so that a leader which was cut off, or stood
 * still, would go on answering reads from an old state. Any thread.
 */
final class LeadershipCheck {
  private final FollowerLinks links;
  private final int repliesNeeded;
  private final Set<Question> open = ConcurrentHashMap.newKeySet();

  LeadershipCheck(FollowerLinks links, int peers) {
    this.links = links;
    this.repliesNeeded = peers / 2;
  }

  /**
   * Asks all followers at once.
   *
   * @return completes once a majority has confirmed; fails with {@link NotLeaderException} where
   *     this node doesn't lead or ceases to, with a time-out where no majority is heard
   */
  CompletableFuture<Void> confirm() {
    if (repliesNeeded == 0) {
      return CompletableFuture.completedFuture(null);
    } else if (open.size() >= Limits.READ_BARRIERS_MAX) {
      return CompletableFuture.failedFuture(
          new OverloadedException("too many reads wait for the followers' word"));
    }
    Question question = new Question();
    if (question.firstCalls.size() < repliesNeeded) {
      return CompletableFuture.failedFuture(new NotLeaderException(null));
    }
    open.add(question);
    question.firstCalls.keySet().forEach(LogAppender::triggerHeartbeat);
    return question
        .answer
        .orTimeout(Limits.READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((confirmed, failure) -> open.remove(question));
  }

  /** This node doesn't lead any more: nobody will confirm what is still asked. */
  void lost() {
    open.forEach(question -> question.answer.completeExceptionally(new NotLeaderException(null)));
  }

  /** The engine's leader, whose followers' replies are heard. */
  LeaderState hearing(LeaderState leader) {
    return new ForwardingLeader(leader) {
      @Override
      public void onAppendEntriesReply(LogAppender appender, AppendEntriesReplyProto reply) {
        if (reply.getServerReply().getSuccess()) {
          long callId = reply.getServerReply().getCallId();
          open.forEach(question -> question.heard(appender, callId));
        }
        super.onAppendEntriesReply(appender, reply);
      }
    };
  }

  /** One question, to the followers of one term: links of a later term are other ones. */
  private final class Question {
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final Map<LogAppender, Long> firstCalls = new HashMap<>();
    private final Set<LogAppender> confirmed = new HashSet<>();

    Question() {
      links.running().forEach(link -> firstCalls.put(link, link.getCallId()));
    }

    void heard(LogAppender link, long callId) {
      Long first = firstCalls.get(link);
      if (first == null || link.getCallIdComparator().compare(callId, first) < 0) {
        return;
      }
      boolean enough;
      synchronized (confirmed) {
        enough = confirmed.add(link) && confirmed.size() == repliesNeeded;
      }
      if (enough) {
        answer.complete(null);
      }
    }
  }
}
