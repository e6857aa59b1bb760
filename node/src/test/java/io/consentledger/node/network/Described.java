package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentledger.node.network.NodeClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Holds every answer that a test gets against what the OpenAPI document says of its operation: the
 * status, the form, and a problem's code.
 */
final class Described {
  private static final JsonNode DOCUMENT = read();
  private static final Set<String> OF_NO_OPERATION =
      Set.of("route-unknown", "method-not-allowed", "request-malformed", "request-line-too-long");

  private Described() {}

  private static JsonNode read() {
    try (InputStream in = Described.class.getResourceAsStream("/openapi.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Fails where the document doesn't foresee the answer. */
  static void check(String method, String path, Reply reply) {
    String asked = method + " " + path;
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode()) {
      assertThat(OF_NO_OPERATION).as(asked).contains(reply.code());
      return;
    }
    JsonNode responses = operation.path("responses");
    JsonNode response = responses.path(Integer.toString(reply.status()));
    if (reply.mediaType().equals("application/problem+json")) {
      Set<String> codes = new TreeSet<>(codes(response));
      codes.addAll(codes(resolved(responses.path("default"))));
      assertThat(codes).as(asked + " answers " + reply.status()).contains(reply.code());
      return;
    }
    String mediaType = reply.mediaType().replaceFirst(";.*", "");
    JsonNode content = response.path("content").path(mediaType);
    assertThat(content.isMissingNode()).as(asked + " as " + mediaType).isFalse();
    if (mediaType.equals("application/json")) {
      assertThat(Schema.faults(DOCUMENT, content.path("schema"), reply.body())).as(asked).isEmpty();
    }
  }

  private static JsonNode resolved(JsonNode response) {
    return response.has("$ref")
        ? DOCUMENT.at(response.path("$ref").asText().substring(1))
        : response;
  }

  private static Set<String> codes(JsonNode response) {
    Set<String> codes = new TreeSet<>();
    response.path("x-codes").forEach(code -> codes.add(code.asText()));
    return codes;
  }

  private static JsonNode operation(String method, String path) {
    String name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    for (var described : DOCUMENT.path("paths").properties()) {
      String form =
          Pattern.quote(described.getKey()).replaceAll("\\{[A-Za-z]+}", "\\\\E[^/]+\\\\Q");
      if (path.matches(form) && described.getValue().has(name)) {
        return described.getValue().path(name);
      }
    }
    return DOCUMENT.path("nothing");
  }
}
