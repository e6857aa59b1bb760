package io.consentledger.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes one value in the canonical form of RFC 8785, sections 3.2.2 and 3.2.3. */
final class CanonicalEncoder {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(512);

  private CanonicalEncoder() {}

  static Bytes encode(JsonNode value) {
    CanonicalEncoder encoder = new CanonicalEncoder();
    encoder.write(value);
    return Bytes.utf8(encoder.out.toString());
  }

  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private void write(JsonNode value) {
    if (value.isObject()) {
      writeObject(value);
    } else if (value.isArray()) {
      writeArray(value);
    } else if (value.isTextual()) {
      writeString(value.textValue());
    } else if (value.isIntegralNumber()) {
      writeInteger(value);
    } else if (value.isBoolean()) {
      out.append(value.booleanValue());
    } else if (value.isNull()) {
      out.append("null");
    } else {
      throw new IllegalArgumentException(value.getNodeType() + " has no canonical form here");
    }
  }

  private void writeObject(JsonNode object) {
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    // String order is by UTF-16 unit, the order that RFC 8785 section 3.2.3 asks for.
    Collections.sort(names);
    out.append('{');
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      String name = names.get(i);
      writeString(name);
      out.append(':');
      write(object.get(name));
    }
    out.append('}');
  }

  private void writeArray(JsonNode array) {
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(array.get(i));
    }
    out.append(']');
  }

  private void writeInteger(JsonNode number) {
    boolean inRange =
        number.canConvertToLong()
            && number.longValue() >= -Limits.JSON_INTEGER_MAX
            && number.longValue() <= Limits.JSON_INTEGER_MAX;
    if (!inRange) {
      throw new IllegalArgumentException("an integer beyond 2^53-1 has no canonical form here");
    }
    out.append(number.longValue());
  }

  private void writeString(String text) {
    if (hasLoneSurrogate(text)) {
      throw new IllegalArgumentException("a lone surrogate has no canonical form");
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      writeUnit(text.charAt(i));
    }
    out.append('"');
  }

  private void writeUnit(char unit) {
    switch (unit) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (unit < 0x20) {
          out.append("\\u00").append(HEX[unit >>> 4]).append(HEX[unit & 0xf]);
        } else {
          out.append(unit);
        }
      }
    }
  }
}
