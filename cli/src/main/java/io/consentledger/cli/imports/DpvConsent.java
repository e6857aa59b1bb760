package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one consent record asks for. Where a record has several statuses, one that protects wins:
 * their order in time is seldom written.
 */
record DpvConsent(JsonNode consent, ImportOptions options, boolean only, int line) {
  private static final Set<String> PROTECTS =
      Set.of("ConsentRefused", "ConsentWithdrawn", "ConsentRevoked", "ConsentInvalidated");
  private static final Set<String> GIVES = Set.of("ConsentGiven", "RenewedConsentGiven");
  private static final int DATE_CHARS = 10;

  /** The names of all statuses, for people. */
  String statuses() {
    return String.join(", ", names());
  }

  /**
   * The instruction, without person and controller.
   *
   * @throws DocumentException naming what can't be resolved
   */
  ObjectNode instruction(boolean ofChild) throws DocumentException {
    List<String> names = names();
    if (names.isEmpty()) {
      throw problem("status-missing", "no 'dpv:hasConsentStatus'");
    }
    if (names.stream().anyMatch(PROTECTS::contains)) {
      return about("refuse");
    }
    JsonNode given = null;
    for (JsonNode status : each(consent.path("dpv:hasConsentStatus"))) {
      if (names(status).stream().anyMatch(GIVES::contains)) {
        given = status;
      }
    }
    if (given == null) {
      throw problem("status-unsupported", "nothing to record for " + statuses());
    }
    if (ofChild) {
      throw problem("guardian-needed", "a child's consent needs a guardian's signature");
    }
    List<String> by = Terms.texts(given.path("dpv:isIndicatedBy"));
    if (!by.isEmpty() && !by.equals(List.of("dpv:DataSubject"))) {
      throw problem("indicated-by-other", "somebody else than the data subject gave it");
    }
    return grant(given);
  }

  private ObjectNode grant(JsonNode given) throws DocumentException {
    List<String> data = new ArrayList<>();
    collect(consent, "dpv:hasPersonalData", data);
    if (data.isEmpty()) {
      throw problem("category-missing", "no 'dpv:hasPersonalData'");
    }
    ObjectNode grant = about("grant");
    grant.set("dataCategories", Terms.categories(data, options.meanings().categories(), line));
    return grant.put("validUntil", end(given));
  }

  private ObjectNode about(String what) throws DocumentException {
    List<String> purposes = new ArrayList<>();
    collect(consent, "dpv:hasPurpose", purposes);
    String name = String.join(", ", purposes);
    Optional<String> process = options.process(name, only);
    if (process.isEmpty()) {
      throw problem("process-unresolved", "no process is named for '" + name + "'");
    }
    return Json.object().put("do", what).put("process", process.get());
  }

  private String end(JsonNode given) throws DocumentException {
    JsonNode duration = given.path("dpv:hasDuration");
    String value = duration.path("rdf:value").asText();
    try {
      if (duration.isMissingNode() && options.meanings().validUntil().isPresent()) {
        return options.meanings().validUntil().get();
      }
      if (Terms.texts(duration.path("@type")).contains("dpv:UntilTimeDuration")) {
        return date(value).toString();
      }
      if (Terms.texts(duration.path("@type")).contains("dpv:TemporalDuration")) {
        TemporalAmount length = Period.parse(value);
        return date(given.path("dpv:isIndicatedAtTime").asText()).plus(length).toString();
      }
    } catch (DateTimeException e) {
      throw problem("end-unresolved", "the duration '" + value + "' gives no date");
    }
    throw problem(
        "end-unresolved",
        "the record has no end that is a date; say until when with --valid-until");
  }

  private static LocalDate date(String written) {
    return LocalDate.parse(written.substring(0, Math.min(written.length(), DATE_CHARS)));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    each(consent.path("dpv:hasConsentStatus")).forEach(status -> names.addAll(names(status)));
    return names;
  }

  private static List<String> names(JsonNode status) {
    JsonNode types = status.isObject() ? status.path("@type") : status;
    return Terms.texts(types).stream().map(Terms::withoutPrefix).toList();
  }

  private static List<JsonNode> each(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(all::add);
    } else if (!node.isMissingNode()) {
      all.add(node);
    }
    return all;
  }

  /** What a field says here and in the processes below. */
  private static void collect(JsonNode node, String field, List<String> into) {
    Terms.texts(node.path(field)).stream().filter(one -> !into.contains(one)).forEach(into::add);
    each(node.path("dpv:hasProcess")).forEach(process -> collect(process, field, into));
  }

  private DocumentException problem(String code, String message) {
    return new DocumentException(line, 0, code, message);
  }
}
