package io.consentledger.cli.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.json.CanonicalJson;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/** Strict reading: canonical bytes, exactly these fields, each of its type. */
final class ShareJson {
  private ShareJson() {}

  /**
   * @throws IllegalArgumentException where the bytes aren't one object's canonical form
   */
  static ObjectNode canonical(Bytes bytes) {
    try {
      ObjectNode json = Json.parseObject(bytes.toArray());
      if (CanonicalJson.encode(json).equals(bytes)) {
        return json;
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException("not a JSON object", malformed);
    }
    throw new IllegalArgumentException("not in canonical form");
  }

  static void requireFields(ObjectNode json, Set<String> fields) {
    Set<String> found = new TreeSet<>();
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      found.add(names.next());
    }
    if (!found.equals(new TreeSet<>(fields))) {
      throw new IllegalArgumentException("its fields aren't " + new TreeSet<>(fields));
    }
  }

  static void requireType(ObjectNode json, String type) {
    if (!text(json, "type").equals(type)) {
      throw new IllegalArgumentException("not of the type " + type);
    }
  }

  static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " isn't a text");
    }
    return value.textValue();
  }

  static long number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(field + " isn't a whole number");
    }
    return value.longValue();
  }

  /** Lower-case digits alone: one spelling. */
  static Bytes hex(JsonNode json, String field) {
    Bytes bytes = Bytes.fromHex(text(json, field));
    if (!bytes.toHex().equals(text(json, field))) {
      throw new IllegalArgumentException(field + " isn't in lower case");
    }
    return bytes;
  }
}
