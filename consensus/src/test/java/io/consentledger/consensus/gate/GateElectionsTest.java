package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.Messages.append;
import static io.consentledger.consensus.gate.Messages.at;
import static io.consentledger.consensus.gate.Messages.handOver;
import static io.consentledger.consensus.gate.Messages.header;
import static io.consentledger.consensus.gate.Messages.vote;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a member says about terms and leaders, one message after the other. n1 follows n2. */
class GateElectionsTest {
  private static final Duration TIMEOUT_MIN = Messages.GROUP.electionTimeoutMin();
  private static final Duration TIMEOUT_MAX = Messages.GROUP.electionTimeoutMax();

  private final FakeEngine engine = new FakeEngine();
  private final GateRules rules = Messages.rules(engine);

  private @Nullable Refusal say(String sender, Message.Builder message) {
    try {
      rules.check(sender, message.build());
      return null;
    } catch (RefusedException refused) {
      return refused.refusal();
    }
  }

  private @Nullable Refusal claim(String sender, long term) {
    return say(
        sender,
        append().setServerRequest(header(sender)).setLeaderTerm(term).setPreviousLog(at(1, 10)));
  }

  private void leaderIsHeard() {
    assertThat(say("n2", append())).isNull();
  }

  @Test
  void leavesALivingLeaderForACandidateOnceAMinute() {
    leaderIsHeard();
    assertThat(say("n3", vote("n3", 6))).isNull();
    engine.pass(TIMEOUT_MAX);
    leaderIsHeard();
    assertThat(say("n3", vote("n3", 6))).isEqualTo(Refusal.LEADER_LIVES);
    assertThat(say("n4", vote("n4", 6))).as("another").isNull();
    engine.pass(Limits.DEPOSE_INTERVAL);
    leaderIsHeard();
    assertThat(say("n3", vote("n3", 6))).isNull();
  }

  @Test
  void hearsCandidatesOnceAnElectionTimeoutWhereNoLeaderLives() {
    for (int round = 0; round < 5; round++) {
      assertThat(say("n3", vote("n3", 6))).as("round " + round).isNull();
      engine.pass(TIMEOUT_MIN);
      assertThat(say("n3", vote("n3", 6))).isEqualTo(Refusal.ELECTION_EARLY);
      engine.pass(TIMEOUT_MAX.minus(TIMEOUT_MIN));
    }
  }

  @Test
  void namesAStormOfElections() {
    for (boolean before : List.of(false, true)) {
      assertThat(say("n3", vote("n3", 6).setPreVote(before))).isNull();
      for (int again = 0; again < Limits.HASTY_MAX; again++) {
        assertThat(say("n3", vote("n3", 7).setPreVote(before)))
            .as("a busy machine may bunch them")
            .isEqualTo(Refusal.ELECTION_EARLY);
      }
      assertThat(say("n3", vote("n3", 7).setPreVote(before))).isEqualTo(Refusal.ELECTION_STORM);
    }
    assertThat(say("n4", vote("n4", 6))).as("another").isNull();
  }

  @Test
  void believesNoSecondLeaderWhileTheFirstLives() {
    leaderIsHeard();
    assertThat(claim("n3", 6)).isEqualTo(Refusal.LEADER_LIVES);
    engine.pass(TIMEOUT_MIN);
    assertThat(claim("n3", 6)).isNull();
  }

  @Test
  void aLeaderWithItsMajorityBelievesNoOther() {
    engine.leads = true;
    engine.leader = "n1";
    assertThat(claim("n3", 6)).isEqualTo(Refusal.LEADER_LIVES);
    engine.leads = false;
    assertThat(claim("n3", 6)).isNull();
  }

  @Test
  void believesASecondPeerThatTheTermHasCome() {
    leaderIsHeard();
    assertThat(claim("n3", 6)).isEqualTo(Refusal.LEADER_LIVES);
    assertThat(claim("n4", 6)).as("one of two is honest").isNull();
    assertThat(claim("n3", 6)).isNull();
  }

  @Test
  void aLiarsTermDoesNotBecomeTrueByRepetition() {
    leaderIsHeard();
    for (int i = 0; i < 100; i++) {
      assertThat(claim("n3", 1_000_000)).isEqualTo(Refusal.TERM_FAR);
    }
    assertThat(claim("n4", 5 + Limits.TERM_STEP + 1)).as("now corroborated").isNull();
  }

  @Test
  void aNodeThatWasAwayLearnsTheTermFromTwo() {
    engine.leader = null;
    engine.term = 1;
    assertThat(claim("n2", 100_000)).isEqualTo(Refusal.TERM_FAR);
    assertThat(say("n3", vote("n3", 100_000).setPreVote(true))).isNull();
    assertThat(claim("n2", 100_000)).isNull();
  }

  @Test
  void aNodeThatHearsOneOnlyIsNotShutOutForEver() {
    engine.leader = null;
    engine.term = 1;
    assertThat(claim("n2", 1_000)).isEqualTo(Refusal.TERM_FAR);
    engine.pass(Duration.ofSeconds(10));
    assertThat(claim("n2", 1_000)).isNull();
  }

  @Test
  void believesNoLeaderWhoseVotesOthersHave() {
    engine.leader = null;
    engine.term = 6;
    rules.votes().stands("n2", 6);
    rules.votes().given("n2", 6);
    assertThat(claim("n4", 6)).isEqualTo(Refusal.NOT_ELECTED);
    assertThat(claim("n2", 6)).isNull();
  }

  @Test
  void doubtsWhatItKnowsOfTheVotesInTheEnd() {
    engine.leader = null;
    engine.term = 6;
    rules.votes().stands("n2", 6);
    rules.votes().given("n2", 6);
    engine.pass(TIMEOUT_MAX.multipliedBy(5));
    assertThat(claim("n4", 6)).isNull();
  }

  @Test
  void standsForElectionWhenItsLeaderSaysSoAndSeldom() {
    assertThat(say("n2", handOver())).as("unheard").isEqualTo(Refusal.LEADER_LIVES);
    leaderIsHeard();
    assertThat(say("n3", handOver().setServerRequest(header("n3"))))
        .isEqualTo(Refusal.LEADER_LIVES);
    assertThat(say("n2", handOver())).isNull();
    assertThat(say("n2", handOver())).isEqualTo(Refusal.ELECTION_STORM);
  }

  @Test
  void aReplyDoesNotStopThisNodeNorRaiseItsTermFar() {
    assertThat(reply(answer("n3", 5).setShouldShutdown(true))).isEqualTo(Refusal.REPLY_MALFORMED);
    assertThat(reply(answer("n4", 5))).isEqualTo(Refusal.SENDER_OTHER);
    assertThat(reply(answer("n3", Long.MAX_VALUE))).isEqualTo(Refusal.TERM_FAR);
    assertThat(reply(answer("n3", 6))).isNull();
  }

  @Test
  void aFollowersReplyMakesALeaderStepDownOnceAMinute() {
    engine.leads = true;
    engine.leader = "n1";
    assertThat(followersTerm("n3", Long.MAX_VALUE)).isEqualTo(Refusal.TERM_FAR);
    assertThat(followersTerm("n3", 6)).isNull();
    assertThat(followersTerm("n3", 6)).isEqualTo(Refusal.LEADER_LIVES);
    engine.pass(Limits.DEPOSE_INTERVAL);
    assertThat(followersTerm("n3", 6)).isNull();
  }

  private static RequestVoteReplyProto.Builder answer(String voter, long term) {
    return RequestVoteReplyProto.newBuilder()
        .setServerReply(RaftRpcReplyProto.newBuilder().setReplyId(ByteString.copyFromUtf8(voter)))
        .setTerm(term);
  }

  private @Nullable Refusal reply(RequestVoteReplyProto.Builder reply) {
    try {
      rules.replies().vote("n3", vote("n1", 5).build(), Objects.requireNonNull(reply.build()));
      return null;
    } catch (RefusedException refused) {
      return refused.refusal();
    }
  }

  @Test
  void aFollowerKnowsOfNothingBeyondTheLeadersLog() {
    assertThat(refusal(() -> rules.replies().followersCommit(-1, 9))).isNull();
    assertThat(refusal(() -> rules.replies().followersCommit(9, 9))).isNull();
    for (long commit : new long[] {-2, 10, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(refusal(() -> rules.replies().followersCommit(commit, 9)))
          .isEqualTo(Refusal.COMMIT_BEYOND);
    }
  }

  @Test
  void aFollowersLogEndsWhereTheLeadersMayEnd() {
    assertThat(followersPosition("n3", 9, 10)).isNull();
    assertThat(followersPosition("n3", -1, 0)).isNull();
    assertThat(followersPosition("n3", 10, 11)).isEqualTo(Refusal.POSITION_WRONG);
    assertThat(followersPosition("n3", Long.MAX_VALUE, 0)).isEqualTo(Refusal.POSITION_WRONG);
    assertThat(followersPosition("n3", -2, 0)).isEqualTo(Refusal.POSITION_WRONG);
    assertThat(followersPosition("n3", -1, -7)).isEqualTo(Refusal.POSITION_WRONG);
    assertThat(followersPosition("n3", -1, Long.MAX_VALUE)).isEqualTo(Refusal.POSITION_WRONG);
    assertThat(followersPosition("n2", 9, 10)).isEqualTo(Refusal.SENDER_OTHER);
  }

  /** What n3 replies in its own or another node's name to a leader whose log ends at 9. */
  private @Nullable Refusal followersPosition(String name, long match, long next) {
    AppendEntriesReplyProto.Builder reply =
        AppendEntriesReplyProto.newBuilder().setMatchIndex(match).setNextIndex(next);
    reply.getServerReplyBuilder().setReplyId(ByteString.copyFromUtf8(name));
    return refusal(() -> rules.replies().followersPosition("n3", reply.build(), 9));
  }

  private interface Said {
    void check() throws RefusedException;
  }

  private static @Nullable Refusal refusal(Said said) {
    try {
      said.check();
      return null;
    } catch (RefusedException why) {
      return why.refusal();
    }
  }

  private @Nullable Refusal followersTerm(String peer, long term) {
    try {
      rules.replies().followersTerm(peer, term);
      return null;
    } catch (RefusedException refused) {
      return refused.refusal();
    }
  }
}
