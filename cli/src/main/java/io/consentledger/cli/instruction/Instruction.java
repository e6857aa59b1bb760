package io.consentledger.cli.instruction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One thing to be done, its fields checked for presence and shape. Immutable by agreement. */
public final class Instruction {
  private final Verb verb;
  private final ObjectNode fields;

  private Instruction(Verb verb, ObjectNode fields) {
    this.verb = verb;
    this.fields = fields;
  }

  /**
   * Checks an object such as {@code {"do":"open","wallet":"c-0001","controller":"bank"}}.
   *
   * @throws InstructionException {@code do-unknown}, {@code field-unknown}, {@code field-missing},
   *     {@code field-malformed}, {@code subject-ambiguous}
   */
  public static Instruction of(ObjectNode json) throws InstructionException {
    if (!json.path("do").isTextual()) {
      throw new InstructionException("do-unknown", "\"do\" is missing");
    }
    Verb verb = Verb.ofLabel(json.path("do").asText());
    FieldRules.check(verb, json);
    return new Instruction(verb, json);
  }

  public Verb verb() {
    return verb;
  }

  /** The wallet that it names, where it names one. */
  public Optional<String> wallet() {
    return optional(Field.WALLET);
  }

  /**
   * The organisation that it is about: the controller, or the catalogue's party; of a challenge the
   * one that signs it, where no customer does.
   */
  public String organisation() {
    return verb.isCatalogue()
        ? text(Field.PARTY)
        : optional(Field.CONTROLLER).orElseGet(() -> text(Field.BY));
  }

  /** The notice or process that a catalogue instruction is about; else empty. */
  public String catalogueId() {
    return optional(Field.NOTICE_ID).or(() -> optional(Field.PROCESS_ID)).orElse("");
  }

  String text(Field field) {
    return fields.path(field.json()).asText();
  }

  Optional<String> optional(Field field) {
    return fields.has(field.json()) ? Optional.of(text(field)) : Optional.empty();
  }

  int number(Field field) {
    return fields.path(field.json()).asInt();
  }

  boolean has(Field field) {
    return fields.has(field.json());
  }

  List<String> texts(Field field) {
    return Json.texts(fields.path(field.json()));
  }

  <E extends Enum<E>> E code(Class<E> type, Field field) throws InstructionException {
    return codeOf(type, text(field), field);
  }

  <E extends Enum<E>> E codeOr(E otherwise, Field field) throws InstructionException {
    return has(field) ? code(otherwise.getDeclaringClass(), field) : otherwise;
  }

  <E extends Enum<E>> List<E> codes(Class<E> type, Field field) throws InstructionException {
    List<E> codes = new ArrayList<>();
    for (String text : texts(field)) {
      codes.add(codeOf(type, text, field));
    }
    return codes;
  }

  /** What it says, as JSON on one line. */
  @Override
  public String toString() {
    return Json.line(fields);
  }

  private static <E extends Enum<E>> E codeOf(Class<E> type, String text, Field field)
      throws InstructionException {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
      names.add(constant.name());
    }
    throw new InstructionException(
        "field-malformed", "'" + field.json() + "' must be one of " + String.join(", ", names));
  }
}
