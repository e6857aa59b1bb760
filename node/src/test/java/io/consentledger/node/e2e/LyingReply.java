package io.consentledger.node.e2e;

import io.consentledger.node.LyingServer;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * One thing that no honest member replies.
 *
 * @param reason that it is refused for, or none where the engine itself passes over it
 * @param election whether it is asked in an election only
 */
record LyingReply(
    String name, Optional<String> reason, boolean election, LyingServer.Answers answers) {
  private static final long HUGE = Long.MAX_VALUE;

  static List<LyingReply> all() {
    return List.of(
        named("the last term", "term-far", (q, a) -> a.setTerm(HUGE).setResult(NOT_LEADER)),
        named(
            "one term more, again and again",
            "leader-lives",
            (q, a) -> a.setTerm(q.getLeaderTerm() + 1).setResult(NOT_LEADER)),
        named(
            "it knows of a commit beyond all",
            "commit-beyond",
            (q, a) -> a.setFollowerCommit(HUGE)),
        named("it has all there will ever be", "position-wrong", LyingReply::all),
        named(
            "it misses what comes in the end",
            "position-wrong",
            (q, a) -> a.setResult(AppendResult.INCONSISTENCY).setNextIndex(HUGE)),
        named(
            "it misses what was before the first",
            "position-wrong",
            (q, a) -> a.setResult(AppendResult.INCONSISTENCY).setNextIndex(-7)),
        named("another node's name", "sender-other", LyingReply::otherName),
        new LyingReply("each reply two thousand times", Optional.empty(), false, flood()),
        vote("the last term to a candidate", "term-far", true, false),
        vote("a candidate is no member", "reply-malformed", false, true));
  }

  private static final AppendResult NOT_LEADER = AppendResult.NOT_LEADER;

  private interface Change {
    AppendEntriesReplyProto.Builder of(
        AppendEntriesRequestProto request, AppendEntriesReplyProto.Builder honest);
  }

  private static LyingReply named(String name, String reason, Change change) {
    return new LyingReply(name, Optional.of(reason), false, LyingServer.append(change::of));
  }

  private static AppendEntriesReplyProto.Builder all(
      AppendEntriesRequestProto request, AppendEntriesReplyProto.Builder honest) {
    return honest.setMatchIndex(HUGE - 1).setNextIndex(HUGE).setIsHearbeat(false);
  }

  private static AppendEntriesReplyProto.Builder otherName(
      AppendEntriesRequestProto request, AppendEntriesReplyProto.Builder honest) {
    honest.getServerReplyBuilder().setReplyId(ByteString.copyFromUtf8("bank-1"));
    return honest;
  }

  private static LyingReply vote(String name, String reason, boolean term, boolean shutdown) {
    return new LyingReply(
        name,
        Optional.of(reason),
        true,
        LyingServer.vote(
            (request, honest) ->
                honest
                    .setTerm(term ? HUGE : request.getCandidateTerm())
                    .setShouldShutdown(shutdown)));
  }

  private static LyingServer.Answers flood() {
    return new LyingServer.Answers() {
      @Override
      public int times() {
        return 2_000;
      }
    };
  }
}
