package io.consentledger.consensus;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.ReadException;
import org.apache.ratis.protocol.exceptions.ReadIndexException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/** Reads the engine's answers; the position that was applied travels in the reply's message. */
final class Replies {
  private Replies() {}

  static Message encode(Position position) {
    ByteBuffer out = ByteBuffer.allocate(16);
    out.putLong(position.term()).putLong(position.index()).flip();
    return Message.valueOf(ByteString.copyFrom(out));
  }

  static Position position(RaftClientReply reply) {
    ByteBuffer in = reply.getMessage().getContent().asReadOnlyByteBuffer();
    return new Position(in.getLong(), in.getLong());
  }

  /** Why a proposal failed; {@code taken} tells whether it had reached the log. */
  static OrdererException proposalFailure(Throwable cause, boolean taken) {
    Throwable reason = unwrap(cause);
    if (taken) {
      return new OutcomeUnknownException(
          "leadership was lost or the node stopped before an outcome was seen", reason);
    } else if (reason instanceof ResourceUnavailableException) {
      return new OverloadedException("the engine's queue is full; try again soon", reason);
    }
    return leadershipFailure(reason);
  }

  static OrdererException readFailure(Throwable cause) {
    Throwable reason = unwrap(cause);
    if (reason instanceof TimeoutException) {
      return new OrdererException(
          "read-timeout", "no majority answered in time; try again, or ask another node", reason);
    } else if (reason instanceof ReadException || reason instanceof ReadIndexException) {
      return new OrdererException(
          "not-leader", "no leader confirmed the read; try again soon", reason);
    }
    return leadershipFailure(reason);
  }

  static OrdererException transferFailure(Throwable cause) {
    Throwable reason = unwrap(cause);
    OrdererException failure = leadershipFailure(reason);
    return failure instanceof NotLeaderException
        ? failure
        : new OrdererException("transfer-failed", "leadership stays where it is", reason);
  }

  private static OrdererException leadershipFailure(Throwable reason) {
    if (reason instanceof org.apache.ratis.protocol.exceptions.NotLeaderException elsewhere) {
      return new NotLeaderException(
          elsewhere.getSuggestedLeader() == null
              ? null
              : elsewhere.getSuggestedLeader().getId().toString());
    } else if (reason instanceof LeaderNotReadyException
        || reason instanceof LeaderSteppingDownException) {
      return new NotLeaderException(null);
    } else if (reason instanceof OrdererException ours) {
      return ours;
    }
    return new OrdererException(
        "orderer-stopped", "the orderer isn't running, or not ready", reason);
  }

  /** The failure of a call, from its exception or its reply; null where it went well. */
  static @Nullable Throwable failureOf(@Nullable RaftClientReply reply, @Nullable Throwable error) {
    if (error != null) {
      return error;
    }
    return reply == null || reply.isSuccess() ? null : reply.getException();
  }

  private static Throwable unwrap(Throwable error) {
    Throwable reason = error;
    while (reason instanceof CompletionException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }
}
