package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Duties;
import io.consentledger.ledger.state.Duty;
import io.consentledger.ledger.state.StateAt;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What organisations owe one customer, due or not yet: nobody files a record about that. */
final class DutyEndpoint {
  private static final Set<String> PARAMETERS = Set.of("atMs", "knownAtHeight", "consistency");

  private final Genesis genesis;
  private final Reads reads;

  DutyEndpoint(Genesis genesis, Reads reads) {
    this.genesis = genesis;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/subjects/{subjectRef}/duties", PARAMETERS, this::duties));
  }

  private CompletionStage<Answer> duties(Request request) {
    SubjectRef subject = new SubjectRef(request.pathDigest("subjectRef"));
    long atMs = request.number("atMs", 0, Long.MAX_VALUE / 2, -1);
    long knownAt = request.number("knownAtHeight", 1, Long.MAX_VALUE / 2, 0);
    StreamId stream = StreamId.ofSubject(genesis.networkId(), subject);
    return reads.weighed(
        request,
        ledger -> ledger.newestSeq(stream),
        ledger -> {
          if (ledger.newestSeq(stream) == 0) {
            throw new ProblemException(ProblemCode.SUBJECT_UNKNOWN, "no record names " + subject);
          }
          BlockContext known = CheckEndpoint.known(ledger, knownAt == 0 ? null : knownAt);
          long timeMs = atMs < 0 ? known.timeMs() : atMs;
          StateAt state = new StateAt(ledger.state(), known.height());
          ObjectNode json =
              Json.object()
                  .put("subjectRef", subject.toHex())
                  .put("height", known.height())
                  .put("timeMs", timeMs);
          ArrayNode duties = json.putArray("duties");
          Duties.of(state, subject, timeMs).forEach(duty -> duties.add(json(duty, timeMs)));
          return Answer.ok(json);
        });
  }

  private ObjectNode json(Duty duty, long timeMs) {
    ObjectNode json =
        Json.object()
            .put("code", duty.code().name())
            .put("dueMs", duty.dueMs())
            .put("overdue", timeMs >= duty.dueMs())
            .put("txId", duty.txId().toHex())
            .put("owedBy", owedBy(duty));
    ArrayNode details = json.putArray("details");
    duty.details().forEach(details::add);
    return json;
  }

  private String owedBy(Duty duty) {
    return duty.recipient()
        .or(() -> genesis.organisation(duty.controllerId()).map(Organisation::name))
        .orElse(duty.controllerId().toHex());
  }
}
