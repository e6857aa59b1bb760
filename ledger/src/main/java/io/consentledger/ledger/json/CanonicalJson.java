package io.consentledger.ledger.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;

/**
 * The one JSON form that this ledger signs and hashes: RFC 8785 restricted to objects, arrays,
 * strings, booleans, null and integers within 2^53-1 of zero. Everything that has two spellings is
 * refused, because the bytes must come back the same. Stateless, for any thread.
 */
public final class CanonicalJson {
  private static final String NOT_CANONICAL = "payload-not-canonical";

  /**
   * The parser reads text, not bytes, and keeps no table of names: Jackson's shared name table
   * refuses names by what it saw before, which would let two nodes disagree.
   */
  private static final JsonFactory FACTORY = factory(Limits.JSON_STRING_CHARS_MAX);

  /** For documents that somebody bounded as a whole before they came here. */
  private static final JsonFactory DOCUMENT_FACTORY = factory(Integer.MAX_VALUE);

  private CanonicalJson() {}

  /**
   * Parses an object and requires that these bytes are its canonical form.
   *
   * @throws TransactionException {@code payload-not-canonical}
   */
  public static ObjectNode parse(Bytes canonical) throws TransactionException {
    return parse(canonical, FACTORY);
  }

  /**
   * As {@link #parse}, for a document of any length, whose strings may be as long as it is. The
   * caller bounds the document.
   *
   * @throws TransactionException {@code payload-not-canonical}
   */
  public static ObjectNode parseDocument(Bytes canonical) throws TransactionException {
    return parse(canonical, DOCUMENT_FACTORY);
  }

  private static ObjectNode parse(Bytes canonical, JsonFactory factory)
      throws TransactionException {
    ObjectNode object;
    try (JsonParser parser = factory.createParser(canonical.utf8())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new TransactionException(NOT_CANONICAL, "not a JSON object");
      }
      object = object(parser);
      if (parser.nextToken() != null) {
        throw new TransactionException(NOT_CANONICAL, "bytes after the end of the object");
      }
    } catch (IOException malformed) {
      // Jackson's message quotes the input, which may be personal: only its place is told.
      throw new TransactionException(
          NOT_CANONICAL, "not strict JSON: " + malformed.getClass().getSimpleName());
    }
    if (!CanonicalEncoder.encode(object).equals(canonical)) {
      throw new TransactionException(
          NOT_CANONICAL,
          "not in canonical form: keys in order, no spaces, no needless escapes, valid UTF-8");
    }
    return object;
  }

  /**
   * The canonical bytes of a value.
   *
   * @throws IllegalArgumentException where the value has no such form: a float, an integer beyond
   *     2^53-1, a lone surrogate
   */
  public static Bytes encode(JsonNode value) {
    return CanonicalEncoder.encode(value);
  }

  private static JsonFactory factory(int stringCharsMax) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                .maxStringLength(stringCharsMax)
                .maxNameLength(Limits.JSON_NAME_CHARS_MAX)
                .maxNumberLength(Limits.JSON_NUMBER_CHARS_MAX)
                .build())
        .build();
  }

  private static ObjectNode object(JsonParser parser) throws IOException, TransactionException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException, TransactionException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode value(JsonParser parser) throws IOException, TransactionException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new TransactionException(NOT_CANONICAL, "truncated");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT -> LongNode.valueOf(integer(parser.getText()));
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      case VALUE_NULL -> NullNode.instance;
      default -> throw new TransactionException(NOT_CANONICAL, "a number that is no integer");
    };
  }

  private static JsonNode text(String text) throws TransactionException {
    if (CanonicalEncoder.hasLoneSurrogate(text)) {
      throw new TransactionException(NOT_CANONICAL, "a lone surrogate");
    }
    return TextNode.valueOf(text);
  }

  private static long integer(String digits) throws TransactionException {
    // 2^53-1 has 16 digits: anything longer is out of range or not in its shortest form.
    if (digits.length() <= 17) {
      long value = Long.parseLong(digits);
      if (value >= -Limits.JSON_INTEGER_MAX && value <= Limits.JSON_INTEGER_MAX) {
        return value;
      }
    }
    throw new TransactionException(NOT_CANONICAL, "an integer beyond 2^53-1");
  }
}
