package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.ledger.evidence.VerifiedDecision;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.query.CheckQuery;
import java.util.ArrayList;
import java.util.List;

/** A question and what the proven histories answer. */
final class ProvenDecision {
  private final Genesis genesis;
  private final VerifiedDecision decided;

  ProvenDecision(Genesis genesis, VerifiedDecision decided) {
    this.genesis = genesis;
    this.decided = decided;
  }

  ObjectNode json() {
    CheckQuery query = decided.query();
    ObjectNode json = DecisionText.json(decided.decision());
    ObjectNode question =
        json.putObject("question")
            .put("subject", query.subject().toHex())
            .put("controller", controller(query))
            .put("process", process(query))
            .put("operation", query.operation().name())
            .put("recipient", query.recipient())
            .put("atMs", query.atMs())
            .put("knownAtHeight", query.knownAtHeight());
    question.set("dataCategories", Json.array(query.dataCategories()));
    return json;
  }

  List<String> lines() {
    CheckQuery query = decided.query();
    List<String> lines = new ArrayList<>();
    String data =
        query.dataCategories().isEmpty()
            ? "all its data"
            : String.join(", ", query.dataCategories());
    lines.add(
        "Question: may "
            + controller(query)
            + " "
            + query.operation()
            + " "
            + data
            + " under "
            + process(query)
            + (query.recipient() == null ? "" : ", to " + query.recipient())
            + (query.knownAtHeight() == null ? "" : ", as known at block " + query.knownAtHeight())
            + "?");
    List<String> answer = DecisionText.lines(DecisionText.json(decided.decision()));
    lines.add("Answer, derived from the records: " + answer.get(0));
    lines.addAll(answer.subList(1, answer.size()));
    return lines;
  }

  private String controller(CheckQuery query) {
    return genesis
        .organisation(query.controller())
        .map(Organisation::name)
        .orElseGet(() -> query.controller().toHex());
  }

  private static String process(CheckQuery query) {
    return query.processId() + (query.version() == null ? "" : "@" + query.version());
  }
}
