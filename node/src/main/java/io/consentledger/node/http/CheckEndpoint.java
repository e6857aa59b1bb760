package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.Vocabulary;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.Checker;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.query.Obligation;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.node.config.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** May a controller do this with a customer's data? */
final class CheckEndpoint {
  /** What a question is made of; {@link #query} reads it. */
  static final Set<String> QUESTION =
      Set.of(
          "subject",
          "controller",
          "process",
          "category",
          "operation",
          "recipient",
          "atMs",
          "knownAtHeight");

  private static final Set<String> PARAMETERS = with(QUESTION, "consistency");

  private final Genesis genesis;
  private final Reads reads;

  CheckEndpoint(Genesis genesis, Reads reads) {
    this.genesis = genesis;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/check", PARAMETERS, this::check));
  }

  private CompletionStage<Answer> check(Request request) {
    CheckQuery query = query(genesis, request);
    StreamId stream = StreamId.ofSubject(genesis.networkId(), query.subject());
    return reads.weighed(
        request,
        ledger -> ledger.newestSeq(stream),
        ledger -> {
          BlockContext known = known(ledger, query.knownAtHeight());
          return Answer.ok(json(Checker.check(ledger.state(), query, known)));
        });
  }

  /** The block whose knowledge is asked for; null for the newest. */
  static BlockContext known(LedgerView ledger, @Nullable Long knownAtHeight) {
    Tip tip = ledger.tip();
    if (knownAtHeight == null) {
      return new BlockContext(tip.height(), tip.timeMs());
    }
    Header known =
        ledger
            .header(knownAtHeight)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.BLOCK_UNKNOWN, knownAtHeight + " is above " + tip.height()));
    return new BlockContext(known.height(), known.timeMs());
  }

  static CheckQuery query(Genesis genesis, Request request) {
    SubjectRef subject = new SubjectRef(Request.digest("subject", request.required("subject")));
    PartyId controller =
        HistoryEndpoints.organisation(genesis, request.required("controller")).partyId();
    String process = request.required("process");
    int at = process.lastIndexOf('@');
    request.required("operation");
    Operation operation =
        request.oneOf(
            "operation",
            Operation.USE,
            CheckEndpoint::operation,
            "COLLECT, USE, DISCLOSE, SELL or SHARE");
    long atMs = request.number("atMs", 0, Long.MAX_VALUE / 2, -1);
    long knownAt = request.number("knownAtHeight", 1, Long.MAX_VALUE / 2, 0);
    return new CheckQuery(
        subject,
        controller,
        at < 0 ? process : process.substring(0, at),
        at < 0 ? null : version(process.substring(at + 1)),
        categories(request),
        operation,
        request.query("recipient").orElse(null),
        atMs < 0 ? null : atMs,
        knownAt == 0 ? null : knownAt);
  }

  /** A mistyped category would be denied, as one that nobody consented to is. */
  private static List<String> categories(Request request) {
    List<String> categories = request.all("category", Limits.CHECK_CATEGORIES_MAX);
    for (String category : categories) {
      if (!Vocabulary.shipped().contains(Vocabulary.Group.DATA_CATEGORY, category)) {
        throw new ProblemException(
            ProblemCode.PARAMETER_INVALID,
            "category: '" + category + "' is no data category of DPV " + Vocabulary.VERSION);
      }
    }
    return categories;
  }

  private static Set<String> with(Set<String> names, String more) {
    Set<String> all = new TreeSet<>(names);
    all.add(more);
    return Set.copyOf(all);
  }

  private static Optional<Operation> operation(String name) {
    return Arrays.stream(Operation.values()).filter(it -> it.name().equals(name)).findFirst();
  }

  private static @Nullable Integer version(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new ProblemException(
          ProblemCode.PARAMETER_INVALID, "process must be ID or ID@VERSION, such as marketing@1");
    }
    return Integer.valueOf(text);
  }

  private static ObjectNode json(Decision decision) {
    ObjectNode json = Json.object().put("decision", decision.effect().name());
    ArrayNode reasons = json.putArray("reasons");
    decision.reasons().forEach(reason -> reasons.add(reason.name()));
    json.put("basis", decision.basis().map(id -> id.toHex()).orElse(null))
        .put("assurance", decision.assurance().map(Enum::name).orElse(null));
    ArrayNode obligations = json.putArray("obligations");
    for (Obligation obligation : decision.obligations()) {
      obligations.add(
          obligation.value().isEmpty()
              ? obligation.code().name()
              : obligation.code().name() + " " + obligation.value());
    }
    return json.put("height", decision.height()).put("timeMs", decision.timeMs());
  }
}
