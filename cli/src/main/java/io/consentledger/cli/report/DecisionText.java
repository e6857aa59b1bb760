package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.query.Obligation;
import java.util.ArrayList;
import java.util.List;

/** A decision for people, and in the form in which nodes answer it. */
public final class DecisionText {
  private DecisionText() {}

  /** One that this command derived itself, as nodes write theirs. */
  public static ObjectNode json(Decision decision) {
    ObjectNode json = Json.object().put("decision", decision.effect().name());
    json.set("reasons", Json.array(decision.reasons().stream().map(Enum::name).toList()));
    json.put("basis", decision.basis().map(id -> id.toHex()).orElse(null))
        .put("assurance", decision.assurance().map(Enum::name).orElse(null));
    json.set(
        "obligations",
        Json.array(decision.obligations().stream().map(DecisionText::text).toList()));
    return json.put("height", decision.height()).put("timeMs", decision.timeMs());
  }

  /** The decision first, then a line for each thing that goes with it. */
  public static List<String> lines(JsonNode json) {
    List<String> lines = new ArrayList<>();
    lines.add(json.path("decision").asText());
    for (String reason : Json.texts(json.path("reasons"))) {
      lines.add("  because      " + PlainWords.words(reason) + " [" + reason + "]");
    }
    if (json.path("basis").isTextual()) {
      lines.add("  basis        " + json.path("basis").asText());
    }
    if (json.path("assurance").isTextual()) {
      lines.add("  assurance    " + json.path("assurance").asText());
    }
    for (String obligation : Json.texts(json.path("obligations"))) {
      lines.add("  obligation   " + PlainWords.obligation(obligation));
    }
    lines.add(
        "  holds at     block "
            + json.path("height").asText()
            + ", "
            + Times.second(json.path("timeMs").asLong()));
    return lines;
  }

  private static String text(Obligation obligation) {
    return obligation.value().isEmpty()
        ? obligation.code().name()
        : obligation.code().name() + " " + obligation.value();
  }
}
