package io.consentledger.ledger.genesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fields of one object by name, knows where it is, and refuses fields never asked for.
 */
final class StrictObject {
  private final String path;
  private final ObjectNode object;
  private final Set<String> read = new HashSet<>();

  StrictObject(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  boolean has(String name) {
    return object.has(name);
  }

  String text(String name, Pattern pattern) throws GenesisException {
    String text = node(name).textValue();
    if (text == null || !pattern.matcher(text).matches()) {
      throw wrong(name, "must be text that matches " + pattern.pattern());
    }
    return text;
  }

  long integer(String name, long min, long max) throws GenesisException {
    JsonNode node = node(name);
    if (!node.isIntegralNumber() || node.longValue() < min || node.longValue() > max) {
      throw wrong(name, "must be an integer from " + min + " to " + max);
    }
    return node.longValue();
  }

  StrictObject object(String name) throws GenesisException {
    if (node(name) instanceof ObjectNode child) {
      return new StrictObject(place(name), child);
    }
    throw wrong(name, "must be an object");
  }

  List<StrictObject> objects(String name, int max) throws GenesisException {
    JsonNode array = node(name);
    if (!array.isArray() || array.isEmpty() || array.size() > max) {
      throw wrong(name, "must be a list of 1 to " + max + " objects");
    }
    List<StrictObject> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof ObjectNode child)) {
        throw wrong(name, "must hold objects only");
      }
      objects.add(new StrictObject(place(name) + "[" + i + "]", child));
    }
    return objects;
  }

  List<String> texts(String name) throws GenesisException {
    JsonNode array = node(name);
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array) {
      String text = element.textValue();
      if (text == null || texts.contains(text)) {
        throw wrong(name, "must hold texts, none twice");
      }
      texts.add(text);
    }
    if (!array.isArray() || texts.isEmpty()) {
      throw wrong(name, "must be a list with at least one text");
    }
    return texts;
  }

  /** Refuses what was never asked for. */
  void end() throws GenesisException {
    List<String> unknown = new ArrayList<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(read);
    if (!unknown.isEmpty()) {
      throw wrong(unknown.get(0), "is not a field of the format");
    }
  }

  GenesisException wrong(String name, String reason) {
    return new GenesisException(place(name) + " " + reason);
  }

  String place(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private JsonNode node(String name) throws GenesisException {
    read.add(name);
    JsonNode node = object.get(name);
    if (node == null) {
      throw wrong(name, "is missing");
    }
    return node;
  }
}
