package io.consentledger.cli.instruction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.home.WalletStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;

/** Which fields an instruction has, and the shapes of their values. */
final class FieldRules {
  private static final Pattern HEX_32 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern HEX_64 = Pattern.compile("[0-9a-f]{128}");
  private static final Pattern REFERENCE = Pattern.compile("[a-z][a-z0-9-]{0,63}@[1-9][0-9]{0,6}");
  private static final Set<Verb> NEED_VERSION =
      Set.of(
          Verb.REQUEST,
          Verb.GRANT,
          Verb.REFUSE,
          Verb.DEFER,
          Verb.RECORD_COLLECTED,
          Verb.RECORD_USED,
          Verb.RECORD_DISCLOSED,
          Verb.RECORD_RECEIVED,
          Verb.RECORD_ERASED);

  private FieldRules() {}

  static void check(Verb verb, ObjectNode json) throws InstructionException {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("do")) {
        Field field = Field.ofJson(name);
        if (!verb.takes(field)) {
          throw new InstructionException(
              "field-unknown", "'" + name + "' is no field of " + verb.label());
        }
        checkShape(field, json.path(name));
      }
    }
    for (Field field : verb.required()) {
      if (!json.has(field.json())) {
        throw new InstructionException(
            "field-missing", verb.label() + " needs '" + field.json() + "'");
      }
    }
    checkSubject(verb, json);
    if (NEED_VERSION.contains(verb) && !matches(REFERENCE, json, Field.PROCESS)) {
      throw malformed(Field.PROCESS, "written id@version");
    }
  }

  /** UTC milliseconds of a date (its first moment) or an instant. */
  static long millisOf(String text, Field field) throws InstructionException {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException e) {
      throw malformed(field, field.shape().meaning());
    }
  }

  private static void checkSubject(Verb verb, ObjectNode json) throws InstructionException {
    boolean wallet = json.has(Field.WALLET.json());
    if (wallet && !WalletStore.isName(json.path(Field.WALLET.json()).asText())) {
      throw malformed(Field.WALLET, "a wallet's name: a-z, 0-9, dot, dash, underscore");
    }
    if (verb.isCatalogue()) {
      return;
    }
    if (verb.author() == Verb.Author.ANYBODY) {
      checkAnybody(verb, json);
      return;
    }
    if (wallet == json.has(Field.SUBJECT.json())) {
      throw new InstructionException(
          "subject-ambiguous", verb.label() + " needs one of 'wallet' and 'subject'");
    }
    boolean byParty =
        json.has(Field.BY.json())
            || json.has(Field.DELEGATE.json())
            || verb.author() == Verb.Author.CONTROLLER;
    checkDelegate(verb, json);
    if (!wallet && !byParty) {
      throw new InstructionException(
          "field-missing",
          verb.label()
              + " is signed by the customer: name the 'wallet', or 'by' whom or which 'delegate'");
    }
  }

  // A delegate is an organisation or a person, never both; to appoint one is to name it.
  private static void checkDelegate(Verb verb, ObjectNode json) throws InstructionException {
    Field organisation = verb == Verb.DELEGATE ? Field.AGENT : Field.BY;
    boolean person = json.has(Field.DELEGATE.json());
    if (person && !WalletStore.isName(json.path(Field.DELEGATE.json()).asText())) {
      throw malformed(Field.DELEGATE, "a wallet's name: a-z, 0-9, dot, dash, underscore");
    }
    boolean key = json.has(Field.DELEGATE_KEY.json());
    int named = (person ? 1 : 0) + (key ? 1 : 0) + (json.has(organisation.json()) ? 1 : 0);
    if (named > 1 || (verb == Verb.DELEGATE && named == 0)) {
      throw new InstructionException(
          "signer-ambiguous",
          verb.label()
              + " takes one delegate: an organisation ('"
              + organisation.json()
              + "') or a person's wallet ('delegate')"
              + (verb == Verb.DELEGATE ? " or key ('delegateKey')" : ""));
    }
    if (key != json.has(Field.POSSESSION.json())) {
      throw new InstructionException(
          "field-missing", verb.label() + " takes 'delegateKey' and 'possession' together");
    }
  }

  private static void checkAnybody(Verb verb, ObjectNode json) throws InstructionException {
    boolean byParty = json.has(Field.BY.json());
    if (byParty == json.has(Field.WALLET.json()) || byParty == json.has(Field.CONTROLLER.json())) {
      throw new InstructionException(
          "signer-ambiguous",
          verb.label()
              + " is signed by an organisation or a customer: name the one 'by' whom, or"
              + " both 'wallet' and 'controller'");
    }
  }

  private static void checkShape(Field field, JsonNode value) throws InstructionException {
    boolean good =
        switch (field.shape()) {
          case TEXT -> value.isTextual() && !value.asText().isEmpty();
          case TEXTS -> isTexts(value);
          case WHOLE_NUMBER -> value.isIntegralNumber() && value.canConvertToInt();
          case HEX_32 -> value.isTextual() && HEX_32.matcher(value.asText()).matches();
          case HEX_64 -> value.isTextual() && HEX_64.matcher(value.asText()).matches();
          case REFERENCE -> value.isTextual() && REFERENCE.matcher(value.asText()).matches();
          case TIME -> value.isTextual();
        };
    if (!good) {
      throw malformed(field, field.shape().meaning());
    }
    Terms.require(field, value);
    if (field.shape() == Field.Shape.TIME) {
      millisOf(value.asText(), field);
    }
  }

  private static boolean isTexts(JsonNode value) {
    if (!value.isArray()) {
      return false;
    }
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Pattern pattern, ObjectNode json, Field field) {
    return pattern.matcher(json.path(field.json()).asText()).matches();
  }

  private static InstructionException malformed(Field field, String meaning) {
    return new InstructionException("field-malformed", "'" + field.json() + "' must be " + meaning);
  }
}
