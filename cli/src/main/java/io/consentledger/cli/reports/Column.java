package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.report.Times;

/**
 * A column of a report.
 *
 * @param name in JSON and CSV; in JSON times have {@code Ms} after it
 * @param title for people
 * @param detail whether it is left out where a person reads it at a terminal
 */
public record Column(String name, String title, Type type, boolean detail) {
  /** What stands in a column, as JSON; an absent value is null in all of them. */
  public enum Type {
    TEXT,
    NUMBER,
    /** UTC ms. */
    TIME,
    /** An array of texts. */
    LIST,
    /** True or false. */
    FLAG,
    /** 64 hexadecimal digits. */
    ID
  }

  /** One that every form shows. */
  public static Column of(String name, String title, Type type) {
    return new Column(name, title, type, false);
  }

  /** One that a terminal doesn't show. */
  public static Column detail(String name, String title, Type type) {
    return new Column(name, title, type, true);
  }

  /** The name of its field in JSON. */
  String jsonName() {
    return type == Type.TIME ? name + "Ms" : name;
  }

  /** A value as text; empty where there is none. */
  String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return switch (type) {
      case TEXT, NUMBER, ID -> value.asText();
      case TIME -> Times.second(value.asLong());
      case LIST -> String.join("; ", Json.texts(value));
      case FLAG -> value.asBoolean() ? "yes" : "";
    };
  }
}
