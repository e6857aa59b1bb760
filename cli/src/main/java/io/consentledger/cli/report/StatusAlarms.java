package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an operator must hear beside the table of nodes: one line each, none where all is well. */
public final class StatusAlarms {
  private StatusAlarms() {}

  /** The lines about one node, from what {@code GET /v1/status} says. */
  public static List<String> lines(JsonNode node) {
    String name = node.path("name").asText();
    List<String> lines = new ArrayList<>();
    for (JsonNode reason : node.path("notReady")) {
      lines.add(
          name
              + ": NOT READY "
              + reason.path("code").asText()
              + " since "
              + Times.millisecond(reason.path("sinceMs").asLong())
              + ": "
              + reason.path("detail").asText());
    }
    JsonNode certification = node.path("certification");
    for (JsonNode found : certification.path("evidence")) {
      lines.add(
          name
              + ": EVIDENCE "
              + found.path("kind").asText()
              + " by "
              + found.path("organisation").asText()
              + ", "
              + found.path("place").asText()
              + "; certification has stopped, see docs/how-to/act-on-evidence.md");
    }
    if (certification.path("stopped").isTextual()) {
      lines.add(name + ": certification has STOPPED: " + certification.path("stopped").asText());
    }
    JsonNode divergence = node.path("divergence");
    if (divergence.isObject()) {
      lines.add(
          name
              + ": DIVERGES from "
              + divergence.path("peer").asText()
              + " at block "
              + divergence.path("height").asText());
    }
    JsonNode refused = certification.path("refused");
    if (!refused.isEmpty()) {
      JsonNode newest = refused.get(refused.size() - 1);
      lines.add(
          name
              + ": refused "
              + certification.path("votesRefused").asText()
              + " votes, the newest for block "
              + newest.path("height").asText()
              + ": "
              + newest.path("code").asText()
              + ", "
              + newest.path("detail").asText());
    }
    for (JsonNode withheld : node.path("withheld")) {
      lines.add(
          name
              + ": "
              + withheld.path("txId").asText()
              + " waits since "
              + Times.millisecond(withheld.path("sinceMs").asLong())
              + " while "
              + withheld.path("leader").asText()
              + " orders later ones");
    }
    return lines;
  }
}
