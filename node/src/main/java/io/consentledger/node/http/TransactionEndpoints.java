package io.consentledger.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.state.RejectionCode;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.node.config.Limits;
import io.consentledger.node.pipeline.Outcome;
import io.consentledger.node.pipeline.Refusal;
import io.consentledger.node.pipeline.TransactionPipeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Submitting a transaction, and asking what became of it. */
final class TransactionEndpoints {
  private final TransactionPipeline pipeline;
  private final LedgerView ledger;
  private final Rendering rendering;
  private final Reads reads;

  TransactionEndpoints(
      TransactionPipeline pipeline, LedgerView ledger, Rendering rendering, Reads reads) {
    this.pipeline = pipeline;
    this.ledger = ledger;
    this.rendering = rendering;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/transactions", Set.of("wait", "timeoutMs"), this::submit),
        Route.get("/v1/transactions/{txId}", Set.of("consistency"), this::byId));
  }

  private CompletionStage<Answer> submit(Request request) {
    reads.quickAsked();
    reads.requireAgreement();
    reads.requireSpace();
    TransactionPipeline.Wait wait =
        request.oneOf(
            "wait",
            TransactionPipeline.Wait.COMMITTED,
            TransactionEndpoints::wait,
            "admitted, committed or certified");
    long patienceMs =
        request.number("timeoutMs", 0, Limits.WAIT_MAX.toMillis(), Limits.WAIT_DEFAULT.toMillis());
    return pipeline.submit(wire(request), wait, Duration.ofMillis(patienceMs)).thenApply(this::of);
  }

  private static Optional<TransactionPipeline.Wait> wait(String value) {
    return switch (value) {
      case "admitted" -> Optional.of(TransactionPipeline.Wait.ADMITTED);
      case "committed" -> Optional.of(TransactionPipeline.Wait.COMMITTED);
      case "certified" -> Optional.of(TransactionPipeline.Wait.CERTIFIED);
      default -> Optional.empty();
    };
  }

  private static Bytes wire(Request request) {
    return switch (request.mediaType()) {
      case "application/octet-stream" -> request.body();
      case "application/json" -> fromJson(request.body());
      default ->
          throw new ProblemException(
              ProblemCode.MEDIA_TYPE_UNSUPPORTED, "set Content-Type to one of the two");
    };
  }

  private static Bytes fromJson(Bytes body) {
    JsonNode text =
        Json.parseObject(body)
            .filter(object -> object.size() == 1)
            .map(object -> object.get("transaction"))
            .filter(JsonNode::isTextual)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.BODY_INVALID,
                        "must be a JSON object with the one field transaction, a text"));
    return base64(text.textValue())
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.BODY_INVALID, "transaction must be standard base64 with padding"));
  }

  private static Optional<Bytes> base64(String text) {
    try {
      // The JDK's decoder takes some texts without their padding: one encoding a value.
      return Optional.of(Bytes.fromBase64(text)).filter(it -> it.toBase64().equals(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private Answer of(Outcome outcome) {
    if (outcome instanceof Outcome.Committed committed) {
      return ledger
          .transaction(committed.id())
          .map(recorded -> Answer.ok(rendering.receipt(recorded, committed.duplicate())))
          .orElseThrow(() -> new AssertionError("what was committed can be read"));
    }
    if (outcome instanceof Outcome.Admitted admitted) {
      return Answer.json(202, rendering.admitted(admitted.transaction(), admitted.waitedOut()));
    }
    if (outcome instanceof Outcome.Refused refused) {
      return Answer.problem(problem(refused.refusal()));
    }
    throw new AssertionError("an outcome of no known kind: " + outcome);
  }

  private CompletionStage<Answer> byId(Request request) {
    TxId id = new TxId(request.pathDigest("txId"));
    return reads.linearizable(request, moment -> about(id));
  }

  private Answer about(TxId id) {
    Outcome known =
        pipeline
            .known(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.TRANSACTION_UNKNOWN,
                        "neither recorded nor waiting at height " + ledger.tip().height()));
    if (known instanceof Outcome.Committed) {
      return ledger
          .transaction(id)
          .map(recorded -> Answer.ok(rendering.whole(recorded, ledger.state())))
          .orElseThrow(() -> new AssertionError("what was committed can be read"));
    }
    if (known instanceof Outcome.Admitted admitted) {
      return Answer.ok(
          rendering.withContent(
              rendering.admitted(admitted.transaction(), false), admitted.transaction()));
    }
    return of(known);
  }

  static Problem problem(Refusal refusal) {
    return switch (refusal.grounds()) {
      case FULL -> Problem.of(ProblemCode.MEMPOOL_FULL, refusal.detail());
      case BUSY -> Problem.of(ProblemCode.NODE_BUSY, refusal.detail());
      case NO_LEADER -> Problem.of(ProblemCode.NO_LEADER, refusal.detail());
      case MALFORMED ->
          new Problem(
              400,
              refusal.code(),
              "Not a valid transaction of this network",
              refusal.detail(),
              "Make and sign the transaction anew; these bytes will never be taken.");
      case RULE ->
          new Problem(
              409,
              refusal.code(),
              "A rule refuses the transaction",
              refusal.detail(),
              RejectionCode.ofCode(refusal.code())
                  .map(RejectionCode::action)
                  .orElse("Look at the present state, and sign a transaction that fits it."));
    };
  }
}
