package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;

/** What peers reply to this node's own requests: a reply can raise a term, or stop an engine. */
final class ReplyRule {
  private final EngineView engine;
  private final TermRule terms;
  private final Votes votes;
  private final ElectionPace deposals;

  ReplyRule(EngineView engine, GateRules.Shared shared) {
    this.engine = engine;
    this.terms = shared.terms();
    this.votes = shared.votes();
    this.deposals = shared.deposals();
  }

  /** This node asks for votes. */
  void asked(RequestVoteRequestProto request) {
    if (!request.getPreVote()) {
      votes.stands(
          request.getServerRequest().getRequestorId().toStringUtf8(), request.getCandidateTerm());
    }
  }

  void vote(String peer, RequestVoteRequestProto request, RequestVoteReplyProto reply)
      throws RefusedException {
    require(
        reply.getServerReply().getReplyId().toStringUtf8().equals(peer),
        Refusal.SENDER_OTHER,
        "a vote in another node's name");
    require(!reply.getShouldShutdown(), Refusal.REPLY_MALFORMED, "tells a member that it is none");
    terms.check(peer, reply.getTerm());
    if (reply.getServerReply().getSuccess() && !request.getPreVote()) {
      votes.received(peer, request.getCandidateTerm());
    }
  }

  void readIndex(String peer, ReadIndexReplyProto reply) throws RefusedException {
    require(
        reply.getReadIndex() >= -1 && reply.getReadIndex() <= Limits.INDEX_MAX,
        Refusal.POSITION_WRONG,
        "read index " + reply.getReadIndex());
    require(
        reply.getServerReply().getReplyId().toStringUtf8().equals(peer),
        Refusal.SENDER_OTHER,
        "a reply in another node's name");
  }

  /**
   * A follower says how far it knows the order to be fixed. The leader passes that on to the
   * others, and their gates refuse the leader for it.
   *
   * @param last the newest entry of this leader's log, which holds all that is fixed
   */
  void followersCommit(long commit, long last) throws RefusedException {
    require(
        commit >= -1 && commit <= last,
        Refusal.COMMIT_BEYOND,
        "replies with commit " + commit + " where " + last + " is the newest entry");
  }

  /** Where a follower says that its log ends. */
  void followersPosition(String peer, AppendEntriesReplyProto reply, long last)
      throws RefusedException {
    require(
        reply.getServerReply().getReplyId().toStringUtf8().equals(peer),
        Refusal.SENDER_OTHER,
        "a reply in another node's name");
    require(
        reply.getMatchIndex() >= -1
            && reply.getMatchIndex() <= last
            && reply.getNextIndex() >= -1
            && reply.getNextIndex() <= Limits.INDEX_MAX,
        Refusal.POSITION_WRONG,
        "replies with match "
            + reply.getMatchIndex()
            + " and next "
            + reply.getNextIndex()
            + " where "
            + last
            + " is the newest entry");
  }

  /** A follower replies with a later term, and the engine would step down. */
  void followersTerm(String peer, long term) throws RefusedException {
    terms.check(peer, term);
    if (term > engine.term() && engine.leadsMajority() && !terms.isCorroborated(term)) {
      require(
          deposals.allows(peer, Limits.DEPOSE_INTERVAL),
          Refusal.LEADER_LIVES,
          "replies with term " + term + " again, and this node leads");
    }
  }
}
