package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.util.List;

/**
 * Something that an organisation owes a customer, as nodes derive it.
 *
 * @param code as the finding would have it
 * @param dueMs exclusive end of the time there is, UTC ms
 * @param txId what it follows from
 * @param owedBy the name of who owes it
 */
public record Owed(
    String controller,
    String subjectRef,
    String code,
    List<String> details,
    long dueMs,
    String txId,
    String owedBy) {
  static final String REQUEST = "REQUEST_DEADLINE_MISSED";
  static final String RETENTION = "RETENTION_ELAPSED";
  static final String ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT_DEADLINE_MISSED";

  public Owed {
    details = List.copyOf(details);
  }

  static Owed of(String controller, String subjectRef, JsonNode json) {
    return new Owed(
        controller,
        subjectRef,
        json.path("code").asText(),
        Json.texts(json.path("details")),
        json.path("dueMs").asLong(),
        json.path("txId").asText(),
        json.path("owedBy").asText());
  }

  boolean isOverdue(long timeMs) {
    return timeMs >= dueMs;
  }
}
