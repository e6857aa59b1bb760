package io.consentledger.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.state.ErasureRules;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.node.details.DetailStore;
import io.consentledger.node.details.ErasureReplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The organisation's private details: to keep, to show to their owner, to destroy. */
final class DetailEndpoints {
  private static final String IDENTIFIER = "[a-z][a-z0-9-]{0,63}";

  /** Reads or changes the store at a moment of the ledger. */
  @FunctionalInterface
  private interface Work {
    Answer at(LedgerView ledger, DetailStore store) throws IOException;
  }

  private final Optional<DetailStore> store;
  private final Optional<ErasureReplay> replay;
  private final Reads reads;

  DetailEndpoints(Optional<DetailStore> store, Optional<ErasureReplay> replay, Reads reads) {
    this.store = store;
    this.replay = replay;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/subjects/{subjectRef}/details", Set.of(), this::read),
        new Route("POST", "/v1/subjects/{subjectRef}/details", Set.of(), this::keep),
        new Route("POST", "/v1/subjects/{subjectRef}/erasures", Set.of(), this::erase));
  }

  private CompletionStage<Answer> keep(Request request) {
    SubjectRef subject = new SubjectRef(request.pathDigest("subjectRef"));
    ObjectNode body = body(request);
    String process = process(body.path("process"));
    if (body.size() != 2 || !(body.get("details") instanceof ObjectNode details)) {
      throw invalid("must be {\"process\": \"ID\", \"details\": {...}}");
    }
    Bytes canonical = canonical(details);
    return at(
        request,
        subject,
        (ledger, kept) ->
            Answer.ok(
                Json.object()
                    .put(
                        "commitment",
                        kept.put(subject, process, canonical, ledger.tip().height()).toHex())));
  }

  private CompletionStage<Answer> read(Request request) {
    SubjectRef subject = new SubjectRef(request.pathDigest("subjectRef"));
    return at(
        request,
        subject,
        (ledger, kept) -> {
          ObjectNode json = Json.object().put("subjectRef", subject.toHex());
          ArrayNode array = json.putArray("details");
          for (DetailStore.Detail detail : kept.of(subject)) {
            array
                .addObject()
                .put("commitment", detail.commitment().toHex())
                .put("process", detail.processId())
                .put("opening", detail.opening().toHex())
                .set("details", Json.parseObject(detail.details()).orElseThrow());
          }
          return Answer.ok(json);
        });
  }

  private CompletionStage<Answer> erase(Request request) {
    SubjectRef subject = new SubjectRef(request.pathDigest("subjectRef"));
    ObjectNode body = body(request);
    if (body.size() != 1 || !(body.get("processes") instanceof ArrayNode named)) {
      throw invalid("must be {\"processes\": [\"ID\", ...]}; none: all");
    }
    List<String> processes = new ArrayList<>();
    named.forEach(process -> processes.add(process(process)));
    return at(
        request,
        subject,
        (ledger, kept) -> {
          if (ErasureRules.isHeld(ledger.state(), subject, processes)) {
            throw new ProblemException(
                ProblemCode.ERASURE_HELD, "a legal hold stands on this customer's data");
          }
          int destroyed = kept.destroy(subject, processes, Long.MAX_VALUE);
          return Answer.ok(Json.object().put("destroyed", destroyed));
        });
  }

  /** With what the ledger certifies as erased destroyed before anything is looked at. */
  private CompletionStage<Answer> at(Request request, SubjectRef subject, Work work) {
    if (store.isEmpty() || replay.isEmpty()) {
      throw new ProblemException(
          ProblemCode.DETAILS_NOT_KEPT, "its configuration has no section details");
    }
    return reads.linearizable(
        request,
        ledger -> {
          try {
            replay.get().of(ledger, subject);
            return work.at(ledger, store.get());
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  private static ObjectNode body(Request request) {
    if (!request.mediaType().equals("application/json")) {
      throw new ProblemException(
          ProblemCode.MEDIA_TYPE_UNSUPPORTED, "set Content-Type to application/json");
    }
    return Json.parseObject(request.body()).orElseThrow(() -> invalid("must be a JSON object"));
  }

  private static String process(JsonNode node) {
    String id = node.isTextual() ? node.textValue() : "?";
    if (!id.isEmpty() && !id.matches(IDENTIFIER)) {
      throw invalid("process must be a process's id, or empty");
    }
    return id;
  }

  private static Bytes canonical(ObjectNode details) {
    requireKeepable(details);
    try {
      Bytes canonical = CanonicalJson.encode(details);
      CanonicalJson.parse(canonical);
      return canonical;
    } catch (TransactionException | IllegalArgumentException refused) {
      throw notKeepable();
    }
  }

  /** What can be read back as it was meant, in any language and on any form. */
  private static void requireKeepable(JsonNode node) {
    boolean container = node.isObject() || node.isArray();
    if (!container && !node.isIntegralNumber() && !isText(node)) {
      throw notKeepable();
    }
    node.fieldNames().forEachRemaining(DetailEndpoints::requireNoNul);
    node.forEach(DetailEndpoints::requireKeepable);
  }

  private static boolean isText(JsonNode node) {
    if (node.isTextual()) {
      requireNoNul(node.textValue());
    }
    return node.isTextual();
  }

  private static void requireNoNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw notKeepable();
    }
  }

  private static ProblemException notKeepable() {
    return invalid(
        "details must hold texts without U+0000, whole numbers, lists and objects of these only;"
            + " write true, false and null as texts");
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ProblemCode.DETAILS_INVALID, detail);
  }
}
