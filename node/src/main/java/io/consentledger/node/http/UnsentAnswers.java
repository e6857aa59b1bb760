package io.consentledger.node.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of answers that their callers haven't taken, all together. How long a caller may
 * take is the server's idle timeout, which counts whole answers. Called on event loops.
 */
final class UnsentAnswers {
  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();

  UnsentAnswers(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /**
   * Takes room for an answer, which must then be {@link #send sent}.
   *
   * @return the answer, or that there is no room for it; one that is larger than all the room has
   *     it to itself
   */
  Answer admit(Answer answer) {
    long size = answer.body().size();
    if (size == 0 || bytes.addAndGet(size) <= bytesMax || bytes.get() == size) {
      return answer;
    }
    bytes.addAndGet(-size);
    Answer refused =
        Answer.problem(
            Problem.of(
                ProblemCode.ANSWERS_UNREAD, "callers have yet to read what they asked for before"));
    bytes.addAndGet(refused.body().size());
    return refused;
  }

  /** Writes an admitted answer's body; completes when it is written or can't be any more. */
  Future<Void> send(RoutingContext context, Answer answer) {
    long size = answer.body().size(); // What waits for the end holds this number, not the body.
    return context
        .response()
        .end(Buffer.buffer(answer.body().toArray()))
        .onComplete(done -> bytes.addAndGet(-size));
  }

  /** Of all answers that are being sent. */
  long bytes() {
    return bytes.get();
  }
}
