package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.List;

/** What recipients must hear of, in words. */
public final class RecallText {
  private RecallText() {}

  /** One line for people. */
  public static String of(JsonNode event) {
    return Times.second(event.path("timeMs").asLong())
        + "  block "
        + event.path("height").asText()
        + "  "
        + what(event)
        + ", customer "
        + event.path("subjectRef").asText()
        + " of "
        + event.path("controller").asText()
        + ": "
        + duty(event)
        + "  ["
        + event.path("txId").asText()
        + "]";
  }

  private static String what(JsonNode event) {
    String matter = event.path("matter").asText();
    return switch (event.path("cause").asText()) {
      case "OPTED_OUT" -> PlainWords.optedOut(matter);
      case "REFUSED" -> "consent refused: " + matter;
      case "REVOKED" -> "consent ended by the organisation: " + matter;
      case "INVALIDATED" -> "consent found invalid: " + matter;
      case "ERASED" ->
          "erased: " + (matter.isEmpty() ? "all processes" : matter.replace(",", ", "));
      default -> PlainWords.words("consent " + event.path("cause").asText()) + ": " + matter;
    };
  }

  private static String duty(JsonNode event) {
    List<String> silent = new ArrayList<>(Json.texts(event.path("owing")));
    silent.removeAll(Json.texts(event.path("acknowledged")));
    return silent.isEmpty()
        ? "no acknowledgement owed"
        : String.join(", ", silent)
            + " must acknowledge before "
            + Times.second(event.path("acknowledgeBeforeMs").asLong());
  }
}
