package io.consentledger.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a node's problem details say: a stable code, what happened, what to do. */
public record Problem(String code, String detail, String action) {
  static Problem of(int status, ObjectNode body) {
    String title = text(body, "title", "the node answered " + status);
    return new Problem(
        text(body, "code", "http-" + status),
        text(body, "detail", title),
        text(body, "action", ""));
  }

  private static String text(ObjectNode body, String field, String otherwise) {
    JsonNode value = body.path(field);
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : otherwise;
  }
}
