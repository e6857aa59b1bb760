package io.consentledger.node.http;

import io.consentledger.node.config.Limits;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's stream. Looks for new blocks now and then, reads a bounded part at a time, and only
 * once the reader took what was written before: a reader that is slow costs a part, not the ledger.
 * Runs on the connection's event loop; only reading is done elsewhere.
 */
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /**
   * How often a stream does what.
   *
   * @param look for new blocks
   * @param heartbeat at least as often it says how far it is
   */
  record Pace(Duration look, Duration heartbeat) {
    static final Pace USUAL = new Pace(Limits.EVENT_LOOK, Limits.EVENT_HEARTBEAT);
  }

  /**
   * Who reads for a stream.
   *
   * @param near the newest blocks, quickly
   * @param far what was long ago, which may take as long
   */
  record Readers(Caller caller, Executor near, Executor far) {
    Executor of(RecallReader.Cursor from, long newest) {
      return newest - from.height() < Limits.EVENT_NEAR_BLOCKS ? near : far;
    }
  }

  private final Vertx vertx;
  private final Context loop;
  private final RoutingContext request;
  private final HttpServerResponse response;
  private final RecallReader reader;
  private final Readers readers;
  private final Pace pace;
  private final Consumer<Throwable> failed;
  private RecallReader.Cursor next;
  private long timer;
  private boolean reading;
  private boolean closed;
  private long toldHeight;
  private int quietLooks;

  EventStream(
      RoutingContext request,
      RecallReader reader,
      RecallReader.Cursor start,
      Readers readers,
      Pace pace,
      Consumer<Throwable> failed) {
    this.failed = failed;
    this.vertx = request.vertx();
    this.loop = vertx.getOrCreateContext();
    this.request = request;
    this.response = request.response();
    this.reader = reader;
    this.next = start;
    this.readers = readers;
    this.pace = pace;
  }

  void start() {
    response.setChunked(true);
    request.addEndHandler(gone -> over());
    // A node that stops must not wait for readers that would listen for ever.
    request.request().connection().shutdownHandler(stopping -> end());
    response.write(": recalls\n\n");
    timer = vertx.setPeriodic(pace.look().toMillis(), id -> look());
    look();
  }

  private void look() {
    if (closed || reading) {
      return;
    }
    if (response.writeQueueFull()) {
      return; // The server's idle timeout cuts a reader that takes nothing.
    }
    long newest = reader.newestHeight();
    if (next.height() > newest) {
      rest(newest);
    } else {
      readOn(newest);
    }
  }

  /** Everything was told: say up to where, at once and then now and then. */
  private void rest(long newest) {
    quietLooks++;
    if (toldHeight != newest || quietLooks > pace.heartbeat().dividedBy(pace.look())) {
      quietLooks = 0;
      toldHeight = newest;
      response.write("event: height\ndata: {\"height\":" + newest + "}\n\n");
    }
  }

  private void readOn(long newest) {
    RecallReader.Cursor from = next;
    try {
      readers.of(from, newest).execute(() -> read(from));
      reading = true;
    } catch (RejectedExecutionException busy) {
      LOG.debug("event=event-stream-waits"); // The next look tries again.
    }
  }

  /** On a reader's thread. */
  private void read(RecallReader.Cursor from) {
    if (readers.caller().isGone()) {
      return;
    }
    try {
      RecallReader.Part part = reader.read(from);
      String text = text(part);
      loop.runOnContext(
          nothing -> {
            reading = false;
            write(part.next(), text);
          });
    } catch (RuntimeException | Error failure) {
      LOG.error("event=event-stream-failed", failure);
      failed.accept(failure);
      loop.runOnContext(nothing -> end());
    }
  }

  private static String text(RecallReader.Part part) {
    StringBuilder text = new StringBuilder();
    for (RecallReader.Event event : part.events()) {
      text.append("id: ").append(event.id()).append("\nevent: recall\ndata: ");
      text.append(Json.encode(event.data()).utf8()).append("\n\n");
    }
    return text.toString();
  }

  private void write(RecallReader.Cursor after, String text) {
    if (closed) {
      return;
    }
    next = after;
    if (!text.isEmpty()) {
      response.write(text);
    }
    look();
  }

  private void end() {
    if (!closed) {
      over();
      response.end();
    }
  }

  private void over() {
    if (!closed) {
      closed = true;
      vertx.cancelTimer(timer);
    }
  }
}
