package io.consentledger.cli.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document (RFC 8259) that remembers on which line each of its objects begins. Strict:
 * UTF-8, no duplicate keys, nothing after the end.
 */
final class LocatedJson {
  private static final int DEPTH_MAX = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .build();

  private final IdentityHashMap<JsonNode, Integer> lines = new IdentityHashMap<>();
  private final JsonParser parser;

  private LocatedJson(JsonParser parser) {
    this.parser = parser;
  }

  /** A document and the way to ask it for lines. */
  record Document(ObjectNode root, IdentityHashMap<JsonNode, Integer> lines) {
    /** The line on which an object begins, from 1. */
    int line(JsonNode node) {
      return lines.getOrDefault(node, 1);
    }
  }

  /**
   * Reads exactly one object.
   *
   * @throws DocumentException {@code document-malformed}, {@code key-duplicated}, with the place
   */
  static Document parse(byte[] content) throws DocumentException {
    String text =
        Texts.of(content)
            .orElseThrow(() -> new DocumentException(1, 0, "document-malformed", "not UTF-8"));
    try (JsonParser parser = FACTORY.createParser(text)) {
      LocatedJson reader = new LocatedJson(parser);
      parser.nextToken();
      JsonNode root = reader.value();
      if (parser.nextToken() != null) {
        throw at(parser.currentTokenLocation(), "document-malformed", "something follows the end");
      }
      if (root instanceof ObjectNode object) {
        return new Document(object, reader.lines);
      }
      throw new DocumentException(1, 1, "document-malformed", "not a JSON object");
    } catch (JsonProcessingException e) {
      String why = String.valueOf(e.getOriginalMessage());
      throw why.startsWith("Duplicate field")
          ? at(e.getLocation(), "key-duplicated", "a key stands twice in one object")
          : at(e.getLocation(), "document-malformed", "not valid JSON");
    } catch (IOException e) {
      throw new AssertionError("a text is read without a device", e);
    }
  }

  private JsonNode value() throws IOException, DocumentException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw at(parser.currentLocation(), "document-malformed", "the document ends too early");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> JsonNodeFactory.instance.textNode(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          JsonNodeFactory.instance.numberNode(parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE ->
          JsonNodeFactory.instance.booleanNode(parser.getBooleanValue());
      default -> JsonNodeFactory.instance.nullNode();
    };
  }

  private ObjectNode object() throws IOException, DocumentException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    lines.put(object, parser.currentTokenLocation().getLineNr());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value());
    }
    return object;
  }

  private ArrayNode array() throws IOException, DocumentException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value());
    }
    return array;
  }

  private static DocumentException at(@Nullable JsonLocation place, String code, String message) {
    if (place == null) {
      return new DocumentException(1, 0, code, message);
    }
    return new DocumentException(place.getLineNr(), place.getColumnNr(), code, message);
  }
}
