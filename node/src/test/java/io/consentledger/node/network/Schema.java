package io.consentledger.node.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** As much of JSON Schema as /openapi.json uses; a keyword beyond that is a fault itself. */
final class Schema {
  private static final Set<String> SAY_NOTHING = Set.of("description", "contentEncoding");

  private final JsonNode document;
  private final List<String> faults = new ArrayList<>();

  private Schema(JsonNode document) {
    this.document = document;
  }

  /** What is wrong with a value; empty where it is as described. */
  static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
    Schema found = new Schema(document);
    found.check("", schema, value);
    return found.faults;
  }

  private void check(String at, JsonNode schema, JsonNode value) {
    schema.properties().forEach(keyword -> check(at, keyword.getKey(), keyword.getValue(), value));
  }

  private void check(String at, String keyword, JsonNode wanted, JsonNode value) {
    switch (keyword) {
      case "$ref" -> check(at, document.at(wanted.asText().substring(1)), value);
      case "allOf" -> wanted.forEach(part -> check(at, part, value));
      case "oneOf" -> require(at, "one of the forms", isOneOf(wanted, value));
      case "type" -> require(at, "a " + wanted, isOfType(wanted, value));
      case "const" -> require(at, "the value " + wanted, wanted.equals(value));
      case "enum" -> require(at, "one of " + wanted, isIn(wanted, value));
      case "pattern" ->
          require(at, "a text like " + wanted, !value.isTextual() || matches(wanted, value));
      case "minimum" ->
          require(at, ">= " + wanted, !value.isNumber() || value.asDouble() >= wanted.asDouble());
      case "required" -> wanted.forEach(name -> require(at, "with " + name, has(value, name)));
      case "properties" ->
          wanted
              .properties()
              .forEach(
                  one -> {
                    if (value.has(one.getKey())) {
                      String inside = at + "/" + one.getKey();
                      check(inside, one.getValue(), value.get(one.getKey()));
                    }
                  });
      case "items" -> value.forEach(item -> check(at + "/*", wanted, item));
      default -> require(at, "nothing unknown: " + keyword, SAY_NOTHING.contains(keyword));
    }
  }

  private void require(String at, String what, boolean holds) {
    if (!holds) {
      faults.add((at.isEmpty() ? "/" : at) + " must be " + what);
    }
  }

  private boolean isOneOf(JsonNode forms, JsonNode value) {
    int fitting = 0;
    for (JsonNode form : forms) {
      fitting += faults(document, form, value).isEmpty() ? 1 : 0;
    }
    return fitting == 1;
  }

  private static boolean isOfType(JsonNode wanted, JsonNode value) {
    if (wanted.isArray()) {
      for (JsonNode one : wanted) {
        if (isOfType(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (wanted.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }

  private static boolean isIn(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(JsonNode pattern, JsonNode value) {
    return Pattern.compile(pattern.asText()).matcher(value.textValue()).find();
  }

  private static boolean has(JsonNode value, JsonNode name) {
    return !value.isObject() || value.has(name.asText());
  }
}
