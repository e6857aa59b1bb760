package io.consentledger.node.http;

import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.config.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What recipients must hear of, as server-sent events (WHATWG HTML, section 9.2). */
final class EventEndpoint {
  private static final Set<String> PARAMETERS = Set.of("from", "party");
  private static final Pattern EVENT_ID = Pattern.compile("([1-9][0-9]{0,17})\\.([0-9]{1,9})");

  private final Genesis genesis;
  private final Reads reads;
  private final Ledger ledger;
  private final Consumer<Throwable> failed;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param failed is told of every failure that a reader only sees as the stream's end
   */
  EventEndpoint(Genesis genesis, Reads reads, Ledger ledger, Consumer<Throwable> failed) {
    this.failed = failed;
    this.genesis = genesis;
    this.reads = reads;
    this.ledger = ledger;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/events", PARAMETERS, this::events));
  }

  private CompletionStage<Answer> events(Request request) {
    Optional<String> party =
        request.query("party").map(name -> HistoryEndpoints.organisation(genesis, name).name());
    RecallReader.Cursor start = start(request);
    if (open.incrementAndGet() > Limits.EVENT_STREAMS_MAX) {
      open.decrementAndGet();
      throw new ProblemException(
          ProblemCode.STREAMS_BUSY, Limits.EVENT_STREAMS_MAX + " event streams are open");
    }
    request.whenOver(open::decrementAndGet);
    EventStream.Readers readers =
        new EventStream.Readers(
            request.caller(), reads.light(request.caller()), reads.heavy(request.caller()));
    RecallReader reader = new RecallReader(genesis, ledger, party);
    Answer answer =
        Answer.stream(
            "text/event-stream",
            context ->
                new EventStream(context, reader, start, readers, EventStream.Pace.USUAL, failed)
                    .start());
    return CompletableFuture.completedFuture(answer);
  }

  /** After the event that a reader saw last, else from the block it names, else what comes now. */
  private RecallReader.Cursor start(Request request) {
    long from = request.number("from", 1, Long.MAX_VALUE / 2, ledger.tip().height() + 1);
    Optional<String> last = request.header("Last-Event-ID");
    if (last.isEmpty()) {
      return new RecallReader.Cursor(from, 0);
    }
    Matcher id = EVENT_ID.matcher(last.get());
    if (!id.matches()) {
      throw new ProblemException(
          ProblemCode.PARAMETER_INVALID, "Last-Event-ID must be the id of an event: height.index");
    }
    return new RecallReader.Cursor(Long.parseLong(id.group(1)), Integer.parseInt(id.group(2)) + 1);
  }
}
