package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.query.Signers;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.node.config.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Histories of customers, of any stream, and of organisations' catalogues. */
final class HistoryEndpoints {
  private static final Set<String> PAGE = Set.of("fromSeq", "limit", "consistency");

  private final Genesis genesis;
  private final Rendering rendering;
  private final Reads reads;

  HistoryEndpoints(Genesis genesis, Rendering rendering, Reads reads) {
    this.genesis = genesis;
    this.rendering = rendering;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/subjects/{subjectRef}/history", PAGE, this::ofSubject),
        Route.get("/v1/streams/{streamId}/history", PAGE, this::ofStream),
        Route.get("/v1/parties", Set.of(), this::parties),
        Route.get("/v1/parties/{name}/catalogue", PAGE, this::catalogue));
  }

  /** A page of a stream, with the block that it holds at. */
  private record Page(Tip tip, List<Recorded> entries, @Nullable Long next) {}

  private static long from(Request request) {
    return request.number("fromSeq", 1, Long.MAX_VALUE / 2, 1);
  }

  private static int limit(Request request) {
    return (int) request.number("limit", 1, Limits.HISTORY_PAGE_MAX, Limits.HISTORY_PAGE_MAX);
  }

  /** How many entries the page will have, about. */
  private static long entries(LedgerView ledger, Request request, StreamId stream) {
    return Math.min(limit(request), ledger.newestSeq(stream) - from(request) + 1);
  }

  private Page page(LedgerView ledger, Request request, StreamId stream) {
    long from = from(request);
    int limit = limit(request);
    Tip tip = ledger.tip();
    List<Recorded> entries = ledger.history(stream, from, limit);
    long last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).entry().seq();
    boolean more = entries.size() == limit && last < ledger.newestSeq(stream);
    return new Page(tip, entries, more ? last + 1 : null);
  }

  private CompletionStage<Answer> ofSubject(Request request) {
    SubjectRef subject = new SubjectRef(request.pathDigest("subjectRef"));
    StreamId stream = StreamId.ofSubject(genesis.networkId(), subject);
    return reads.weighed(
        request,
        ledger -> entries(ledger, request, stream),
        ledger -> {
          if (ledger.newestSeq(stream) == 0) {
            throw new ProblemException(ProblemCode.SUBJECT_UNKNOWN, "no record names " + subject);
          }
          ObjectNode json = Json.object().put("subjectRef", subject.toHex());
          return Answer.ok(history(ledger, json, stream, page(ledger, request, stream)));
        });
  }

  private CompletionStage<Answer> ofStream(Request request) {
    StreamId stream = new StreamId(request.pathDigest("streamId"));
    return reads.weighed(
        request,
        ledger -> entries(ledger, request, stream),
        ledger -> {
          if (ledger.newestSeq(stream) == 0) {
            throw new ProblemException(ProblemCode.STREAM_UNKNOWN, "no record is in " + stream);
          }
          return Answer.ok(history(ledger, Json.object(), stream, page(ledger, request, stream)));
        });
  }

  private ObjectNode history(LedgerView ledger, ObjectNode json, StreamId stream, Page page) {
    head(json, stream, page);
    Signers signers = rendering.signers(ledger, stream);
    ArrayNode entries = json.putArray("entries");
    page.entries().forEach(it -> entries.add(rendering.historyEntry(it, signers)));
    return json;
  }

  private static void head(ObjectNode json, StreamId stream, Page page) {
    json.put("streamId", stream.toHex())
        .put("height", page.tip().height())
        .put("headHash", page.tip().headerHash().toHex())
        .put("timeMs", page.tip().timeMs())
        .put("next", page.next());
  }

  private CompletionStage<Answer> parties(Request request) {
    return reads.local(
        request,
        ledger -> {
          ObjectNode json = Json.object().put("height", ledger.tip().height());
          ArrayNode parties = json.putArray("parties");
          genesis.organisations().forEach(it -> parties.add(rendering.party(it)));
          return Answer.ok(json);
        });
  }

  private CompletionStage<Answer> catalogue(Request request) {
    Organisation party = organisation(genesis, request.path("name"));
    StreamId stream = StreamId.ofParty(genesis.networkId(), party.partyId());
    return reads.weighed(
        request,
        ledger -> entries(ledger, request, stream),
        ledger -> {
          Page page = page(ledger, request, stream);
          ObjectNode json =
              Json.object().put("party", party.name()).put("partyId", party.partyId().toHex());
          head(json, stream, page);
          put(json, "notices", Kind.PUBLISH_NOTICE, page, ledger);
          put(json, "processes", Kind.DECLARE_PROCESS, page, ledger);
          put(json, "holidays", Kind.PUBLISH_HOLIDAYS, page, ledger);
          return Answer.ok(json);
        });
  }

  private void put(ObjectNode json, String name, Kind kind, Page page, LedgerView ledger) {
    Signers signers = new Signers(genesis, ledger.state(), Optional.empty());
    ArrayNode array = json.putArray(name);
    for (Recorded recorded : page.entries()) {
      if (recorded.entry().kind() == kind) {
        array.add(rendering.historyEntry(recorded, signers));
      }
    }
  }

  /** The organisation with this name or party id. */
  static Organisation organisation(Genesis genesis, String nameOrId) {
    Optional<Organisation> found =
        nameOrId.matches("[0-9a-f]{64}")
            ? genesis.organisation(PartyId.fromHex(nameOrId))
            : genesis.organisation(nameOrId);
    return found.orElseThrow(
        () ->
            new ProblemException(
                ProblemCode.PARTY_UNKNOWN, "no organisation has that name or party id"));
  }
}
