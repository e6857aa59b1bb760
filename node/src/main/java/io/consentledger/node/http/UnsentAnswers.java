package io.consentledger.node.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of answers that their callers haven't taken, all together, from the moment that
 * an answer is made. Each is written in parts, the next when the one before is taken, so that there
 * is one copy of it and not two more on the way; and it must be taken whole in a given time.
 */
final class UnsentAnswers {
  private static final int PART_BYTES = 64 * 1024;

  private final long bytesMax;
  private final Duration patience;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param patience in which an answer must be taken whole
   */
  UnsentAnswers(long bytesMax, Duration patience) {
    this.bytesMax = bytesMax;
    this.patience = patience;
  }

  /**
   * Takes room for an answer, which must then be {@link #send sent} or {@link #drop dropped}. For
   * any thread.
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

  /** Gives back the room of an admitted answer that nobody is there to take. */
  void drop(Answer answer) {
    bytes.addAndGet(-answer.body().size());
  }

  /**
   * Writes an admitted answer's body, its head's rest being set; on its event loop.
   *
   * @param written run once, when it is written whole or can't be any more
   */
  void send(RoutingContext context, Answer answer, Runnable written) {
    new Sending(context, answer, written).start();
  }

  /** Of all answers that are made and not taken. */
  long bytes() {
    return bytes.get();
  }

  /** One answer on its way. */
  private final class Sending {
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final ByteBuffer rest;
    private final long size;
    private final Runnable written;
    private final AtomicBoolean over = new AtomicBoolean();
    private long timer;

    Sending(RoutingContext context, Answer answer, Runnable written) {
      this.context = context;
      this.response = context.response();
      this.rest = answer.body().asBuffer();
      this.size = rest.remaining();
      this.written = written;
    }

    void start() {
      response.putHeader("Content-Length", Long.toString(size));
      if (context.request().method().equals(HttpMethod.HEAD)) {
        rest.position(rest.limit());
      }
      timer =
          context
              .vertx()
              .setTimer(patience.toMillis(), late -> context.request().connection().close());
      context.addEndHandler(
          ended -> {
            if (ended.failed()) {
              finish();
            }
          });
      writeOn();
    }

    private void writeOn() {
      while (rest.remaining() > PART_BYTES) {
        if (response.closed()) {
          return;
        }
        if (response.writeQueueFull()) {
          response.drainHandler(taken -> writeOn());
          return;
        }
        response.write(part(PART_BYTES));
      }
      response.end(part(rest.remaining())).onComplete(done -> finish());
    }

    private Buffer part(int length) {
      byte[] part = new byte[length];
      rest.get(part);
      return Buffer.buffer(part);
    }

    private void finish() {
      if (over.compareAndSet(false, true)) {
        context.vertx().cancelTimer(timer);
        bytes.addAndGet(-size);
        written.run();
      }
    }
  }
}
