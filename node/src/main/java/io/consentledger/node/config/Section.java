package io.consentledger.node.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One object of the configuration file. Each getter notes a mistake and answers with a placeholder
 * where the key is missing or wrong, so that one reading finds all mistakes; the placeholders are
 * never used, because the reader refuses the file in the end. One thread.
 */
final class Section {
  private final String path;
  private final ObjectNode object;
  private final List<Mistake> mistakes;
  private final Set<String> asked = new LinkedHashSet<>();

  Section(String path, ObjectNode object, List<Mistake> mistakes) {
    this.path = path;
    this.object = object;
    this.mistakes = mistakes;
  }

  void mistake(String code, String key, String message) {
    mistakes.add(new Mistake(code, pathOf(key), message));
  }

  /**
   * A required text that {@code accepts} likes, else a mistake that says what it {@code mustBe}.
   */
  String text(String key, Predicate<String> accepts, String mustBe) {
    JsonNode value = required(key, mustBe);
    if (value == null) {
      return "";
    }
    if (!value.isTextual() || !accepts.test(value.textValue())) {
      mistake("value-invalid", key, "must be " + mustBe + ", not " + shown(value));
      return "";
    }
    return value.textValue();
  }

  /** A required whole number from {@code min} to {@code max}. */
  int integer(String key, int min, int max) {
    JsonNode value = required(key, "a whole number from " + min + " to " + max);
    return value == null ? min : checked(key, value, min, max);
  }

  /** An optional whole number. */
  int integer(String key, int min, int max, int absent) {
    asked.add(key);
    JsonNode value = object.get(key);
    return value == null ? absent : checked(key, value, min, max);
  }

  private int checked(String key, JsonNode value, int min, int max) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      mistake(
          "value-invalid",
          key,
          "must be a whole number from " + min + " to " + max + ", not " + shown(value));
      return min;
    }
    if (value.intValue() < min || value.intValue() > max) {
      mistake("value-out-of-range", key, "must be from " + min + " to " + max + ", not " + value);
      return min;
    }
    return value.intValue();
  }

  /** A required path, taken relative to {@code directory}. */
  Path file(String key, Path directory) {
    String text =
        text(key, name -> !name.isBlank() && name.indexOf('\0') < 0, "the path of a file");
    return directory.resolve(text).normalize();
  }

  /** An address as one text {@code host:port}. */
  HostPort address(String key) {
    String text = text(key, it -> HostPort.parse(it).isPresent(), "an address host:port");
    return HostPort.parse(text).orElse(new HostPort("missing", 1));
  }

  /** The {@code host} and {@code port} of this section itself. */
  HostPort hostAndPort() {
    String host = text("host", HostPort::isHost, "a host name or address");
    return new HostPort(host, integer("port", 1, 65_535));
  }

  /** Whether an optional key stands here. */
  boolean has(String key) {
    asked.add(key);
    return object.has(key);
  }

  Section section(String key) {
    JsonNode value = required(key, "a section");
    return under(key, value);
  }

  Section optionalSection(String key) {
    asked.add(key);
    return under(key, object.get(key));
  }

  /** The elements of a required list, which may be empty, each as a section. */
  List<Section> sections(String key, int max) {
    JsonNode value = required(key, "a list (write [] for none)");
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.size() > max) {
      mistake("value-invalid", key, "must be a list of at most " + max + " sections");
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      sections.add(under(key + "[" + i + "]", value.get(i)));
    }
    return sections;
  }

  /** Notes every key that nobody asked for. Call it last. */
  void refuseOthers() {
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!asked.contains(key)) {
                mistake(
                    "key-unknown",
                    key,
                    "is not a key of this section; take it out or use one of "
                        + String.join(", ", asked));
              }
            });
  }

  private Section under(String key, @Nullable JsonNode value) {
    if (value instanceof ObjectNode section) {
      return new Section(pathOf(key), section, mistakes);
    }
    if (value != null) {
      mistake("value-invalid", key, "must be a section with keys of its own, not " + shown(value));
    }
    // What is missing inside a section that is itself missing is not worth a line each.
    return new Section(pathOf(key), JsonNodeFactory.instance.objectNode(), new ArrayList<>());
  }

  private @Nullable JsonNode required(String key, String mustBe) {
    asked.add(key);
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      mistake("key-missing", key, "is missing; give " + mustBe);
      return null;
    }
    return value;
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
