package io.consentledger.node.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.node.config.Limits;
import java.io.IOException;
import java.util.Optional;

/** Reads request bodies strictly and writes answers. Stateless, for any thread. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxStringLength(Limits.HTTP_BODY_BYTES_MAX)
                          .maxNameLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static Bytes encode(JsonNode value) {
    try {
      return Bytes.owning(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree of JSON nodes can be written", impossible);
    }
  }

  /** The object that {@code body} holds, empty where it is anything but one JSON object. */
  static Optional<ObjectNode> parseObject(Bytes body) {
    try {
      return MAPPER.readTree(body.toArray()) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }
}
