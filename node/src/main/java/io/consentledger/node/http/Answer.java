package io.consentledger.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.Bytes;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a request is answered with.
 *
 * @param stream writes the body in the body's place, after the head and for as long as it likes
 */
record Answer(
    int status,
    String mediaType,
    Bytes body,
    Map<String, String> headers,
    Optional<Consumer<RoutingContext>> stream) {
  Answer {
    headers = Map.copyOf(headers);
  }

  Answer(int status, String mediaType, Bytes body, Map<String, String> headers) {
    this(status, mediaType, body, headers, Optional.empty());
  }

  /** An answer that goes on; the consumer is called on the connection's event loop. */
  static Answer stream(String mediaType, Consumer<RoutingContext> body) {
    return new Answer(200, mediaType, Bytes.EMPTY, Map.of(), Optional.of(body));
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
    return problem(problem.status(), problem.toJson());
  }

  /** One with members of its own. */
  static Answer problem(int status, JsonNode problem) {
    Map<String, String> headers =
        status == 429 || status == 503 ? Map.of("Retry-After", "1") : Map.of();
    return new Answer(status, Problem.MEDIA_TYPE, Json.encode(problem), headers);
  }

  Answer with(String header, String value) {
    return new Answer(status, mediaType, body, Map.of(header, value));
  }
}
