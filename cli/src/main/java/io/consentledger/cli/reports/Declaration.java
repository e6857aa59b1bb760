package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.report.PlainWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One record about a customer or a catalogue, as nodes answer it.
 *
 * @param controller the name of the organisation that it names as controller
 */
public record Declaration(String controller, JsonNode json) {
  private static final Set<String> FOR_CUSTOMER = Set.of("SUBJECT", "AGENT", "GUARDIAN");

  String kind() {
    return json.path("kind").asText();
  }

  JsonNode payload() {
    return json.path("payload");
  }

  /** A text of the payload; empty where there is none. */
  String text(String field) {
    return payload().path(field).asText("");
  }

  String txId() {
    return json.path("txId").asText();
  }

  String subjectRef() {
    return text("subjectRef");
  }

  long height() {
    return json.path("height").asLong();
  }

  /** Block time, UTC ms. */
  long timeMs() {
    return json.path("timeMs").asLong();
  }

  /** The organisation that signed for itself; empty where a customer signed, or a delegate. */
  String party() {
    JsonNode signer = json.path("signer");
    return FOR_CUSTOMER.contains(signer.path("role").asText())
        ? ""
        : signer.path("party").asText("");
  }

  /** Who signed, in words. */
  String author() {
    return PlainWords.author(json);
  }

  /** What the signature says of the customer; empty where none is about one. */
  String assurance() {
    return json.path("assurance").asText("");
  }

  /** The process that it names. */
  String processId() {
    JsonNode process = payload().path("process");
    return process.isObject() ? process.path("id").asText() : text("processId");
  }

  /** The version of that process; 0 where it names none. */
  int processVersion() {
    return payload().path("process").path("version").asInt();
  }

  List<String> dataCategories() {
    return Json.texts(payload().path("dataCategories"));
  }

  /** Such as {@code SOLD_AFTER_OPT_OUT (VIOLATION)}. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (JsonNode finding : json.path("findings")) {
      findings.add(finding.path("code").asText() + " (" + finding.path("severity").asText() + ")");
    }
    return findings;
  }
}
