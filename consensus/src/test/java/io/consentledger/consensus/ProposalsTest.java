package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.ReadException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.junit.jupiter.api.Test;

class ProposalsTest {
  @Test
  void boundsNumberAndBytesAndGivesRoomBack() throws Exception {
    Proposals proposals = new Proposals(2, 100);
    Proposals.Proposal first = proposals.admit(60);
    assertThatThrownBy(() -> proposals.admit(41)).isInstanceOf(OverloadedException.class);
    Proposals.Proposal second = proposals.admit(40);
    assertThat(second.callId()).isGreaterThan(first.callId());
    proposals.succeed(first, new Position(1, 1));
    proposals.fail(first, new NotLeaderException(null));
    assertThat(first.outcome()).isCompletedWithValue(new Position(1, 1));
    proposals.admit(1);
    assertThatThrownBy(() -> proposals.admit(1)).isInstanceOf(OverloadedException.class);
    proposals.failAll();
    assertThat(proposals.count()).isZero();
    assertThat(Eventually.failureOf(second.outcome())).isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void aFailureMeansUnknownFromTheMomentTheLogHasIt() throws Exception {
    Proposals proposals = new Proposals(2, 100);
    Proposals.Proposal proposal = proposals.admit(1);
    assertThat(proposal.taken()).isFalse();
    proposals.markTaken(proposal.callId());
    proposals.markTaken(99);
    assertThat(proposal.taken()).isTrue();
    Throwable full = new CompletionException(new ResourceUnavailableException("full"));
    assertThat(Replies.proposalFailure(full, false)).isInstanceOf(OverloadedException.class);
    assertThat(Replies.proposalFailure(full, true)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(Replies.proposalFailure(new IllegalStateException("closed"), false).code())
        .isEqualTo("orderer-stopped");
  }

  @Test
  void saysWhyAReadFailed() {
    assertThat(Replies.readFailure(new TimeoutException()).code()).isEqualTo("read-timeout");
    assertThat(Replies.readFailure(new ReadException("gone")).code()).isEqualTo("not-leader");
    assertThat(Replies.transferFailure(new IllegalStateException("busy")).code())
        .isEqualTo("transfer-failed");
    assertThat(Replies.failureOf(null, new LeaderNotReadyException(member())))
        .isInstanceOf(LeaderNotReadyException.class);
    assertThat(Replies.readFailure(new LeaderNotReadyException(member())))
        .isInstanceOf(NotLeaderException.class);
  }

  private static RaftGroupMemberId member() {
    return RaftGroupMemberId.valueOf(RaftPeerId.valueOf("n1"), RaftGroupId.emptyGroupId());
  }
}
