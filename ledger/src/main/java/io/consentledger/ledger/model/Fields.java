package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a JSON object strictly: each field once, of the right type, and none left over. */
final class Fields {
  private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})*");

  /** Names that a message may repeat: another one could carry anything. */
  private static final Pattern KNOWN_SHAPE = Pattern.compile("[A-Za-z]{1,32}");

  private final String path;
  private final ObjectNode json;
  private final Set<String> read = new TreeSet<>();

  private Fields(String path, ObjectNode json) {
    this.path = path;
    this.json = json;
  }

  static Fields of(ObjectNode json) {
    return new Fields("", json);
  }

  boolean has(String name) {
    return json.has(name);
  }

  String text(String name) {
    JsonNode node = take(name);
    if (!node.isTextual()) {
      throw wrong(name, "must be a string");
    }
    return node.textValue();
  }

  long integer(String name) {
    JsonNode node = take(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw wrong(name, "must be an integer");
    }
    return node.longValue();
  }

  int smallInteger(String name) {
    long value = integer(name);
    if (value != (int) value) {
      throw wrong(name, value + " is out of range");
    }
    return (int) value;
  }

  /** Lower-case hexadecimal only: one encoding per value. */
  Bytes hex(String name, int sizeBytes) {
    Bytes bytes = hex(name);
    if (bytes.size() != sizeBytes) {
      throw wrong(name, "must have " + 2 * sizeBytes + " hexadecimal digits");
    }
    return bytes;
  }

  Bytes hex(String name) {
    String text = text(name);
    if (!HEX.matcher(text).matches()) {
      throw wrong(name, "must be lower-case hexadecimal");
    }
    return Bytes.fromHex(text);
  }

  Digest digest(String name) {
    return new Digest(hex(name, Digest.SIZE_BYTES));
  }

  <E extends Enum<E>> E code(String name, Class<E> type) {
    return codeOf(name, type, text(name));
  }

  /** A set of strings, written in ascending order without repetition. */
  List<String> texts(String name) {
    JsonNode node = take(name);
    if (!node.isArray()) {
      throw wrong(name, "must be a list");
    }
    List<String> values = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      if (!element.isTextual()) {
        throw wrong(name, "must hold strings only");
      }
      String value = element.textValue();
      if (!values.isEmpty() && values.get(values.size() - 1).compareTo(value) >= 0) {
        throw wrong(name, "must be in ascending order, each value once");
      }
      values.add(value);
    }
    return values;
  }

  /** The same where an empty set has no meaning of its own. */
  List<String> textsAtLeastOne(String name) {
    List<String> values = texts(name);
    if (values.isEmpty()) {
      throw wrong(name, "must hold a value, or be left out");
    }
    return values;
  }

  <E extends Enum<E>> List<E> codes(String name, Class<E> type) {
    List<E> values = new ArrayList<>();
    for (String value : texts(name)) {
      values.add(codeOf(name, type, value));
    }
    return values;
  }

  Fields object(String name) {
    if (take(name) instanceof ObjectNode inner) {
      return new Fields(path + name + ".", inner);
    }
    throw wrong(name, "must be an object");
  }

  NoticeRef notice(String name) {
    Fields inner = object(name);
    NoticeRef ref = new NoticeRef(inner.text("id"), inner.smallInteger("version"));
    inner.end();
    return ref;
  }

  ProcessRef process(String name) {
    Fields inner = object(name);
    ProcessRef ref = new ProcessRef(inner.text("id"), inner.smallInteger("version"));
    inner.end();
    return ref;
  }

  /** Refuses what was not asked for. */
  void end() {
    Iterator<String> names = json.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!read.contains(name)) {
        throw KNOWN_SHAPE.matcher(name).matches()
            ? wrong(name, "is not a field of this kind")
            : new InvalidFieldException(path + "?", "a field that this kind does not have");
      }
    }
  }

  private JsonNode take(String name) {
    JsonNode node = json.get(name);
    if (node == null) {
      throw wrong(name, "is missing");
    }
    read.add(name);
    return node;
  }

  private <E extends Enum<E>> E codeOf(String name, Class<E> type, String value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw wrong(name, "is none of the known codes");
  }

  private InvalidFieldException wrong(String name, String problem) {
    return new InvalidFieldException(path + name, problem);
  }
}
