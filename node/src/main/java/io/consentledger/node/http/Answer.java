package io.consentledger.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.Bytes;
import java.util.Map;

/** What a request is answered with. */
record Answer(int status, String mediaType, Bytes body, Map<String, String> headers) {
  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer json(int status, JsonNode body) {
    return new Answer(status, "application/json", Json.encode(body), Map.of());
  }

  static Answer ok(JsonNode body) {
    return json(200, body);
  }

  static Answer text(int status, String mediaType, String body) {
    return new Answer(status, mediaType, Bytes.utf8(body), Map.of());
  }

  static Answer problem(Problem problem) {
    Map<String, String> headers =
        problem.status() == 429 || problem.status() == 503 ? Map.of("Retry-After", "1") : Map.of();
    return new Answer(problem.status(), Problem.MEDIA_TYPE, Json.encode(problem.toJson()), headers);
  }

  Answer with(String header, String value) {
    return new Answer(status, mediaType, body, Map.of(header, value));
  }
}
