package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.Said;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one consent record says: a word for each of its statuses, with the time at which it was
 * indicated. A status that isn't known, or a grant that can't be read whole, ends what stands.
 */
record DpvConsent(
    JsonNode consent, ImportOptions options, boolean only, boolean ofChild, int line) {
  private static final Set<String> REFUSES = Set.of("ConsentRefused");
  private static final Set<String> ENDS =
      Set.of(
          "ConsentWithdrawn",
          "ConsentRevoked",
          "ConsentInvalidated",
          "ConsentExpired",
          "ConsentUnknown",
          "ConsentStatusInvalidForProcessing");
  private static final Set<String> GIVES = Set.of("ConsentGiven", "RenewedConsentGiven");
  private static final Set<String> ASKS = Set.of("ConsentRequested", "ConsentRequestDeferred");

  /** The names of all statuses, for people. */
  private String statuses() {
    return each(consent.path("dpv:hasConsentStatus")).stream()
        .flatMap(status -> names(status).stream())
        .collect(Collectors.joining(", "));
  }

  /**
   * Adds its words to a plan.
   *
   * @throws DocumentException naming why it says nothing
   */
  void words(String person, ImportPlan.Builder plan) throws DocumentException {
    List<JsonNode> statuses = each(consent.path("dpv:hasConsentStatus"));
    if (statuses.isEmpty()) {
      throw problem("status-missing", "no 'dpv:hasConsentStatus'");
    }
    String process = process();
    Optional<Instant> protectedAt =
        statuses.stream()
            .filter(DpvConsent::protects)
            .map(status -> said(status).map(Said::latest).orElse(Instant.MAX))
            .max(Instant::compareTo);
    for (JsonNode status : statuses) {
      Instant given = said(status).map(Said::earliest).orElse(Instant.MIN);
      if (protects(status) || protectedAt.filter(at -> !given.isAfter(at)).isEmpty()) {
        word(person, process, status, plan);
      }
    }
  }

  private static Optional<Said> said(JsonNode status) {
    return Said.of(status.path("dpv:isIndicatedAtTime").asText());
  }

  private static boolean protects(JsonNode status) {
    return names(status).stream().anyMatch(name -> REFUSES.contains(name) || ENDS.contains(name));
  }

  private void word(String person, String process, JsonNode status, ImportPlan.Builder plan) {
    List<String> names = names(status);
    String because = "status " + statuses();
    Optional<Said> said = said(status);
    ObjectNode protection = Json.object().put("process", process).put("do", "withdraw");
    if (protects(status)) {
      plan.step(line, person, protection.put("do", "refuse"), because, said);
      return;
    }
    if (!names.isEmpty() && ASKS.containsAll(names)) {
      plan.note(line, "status " + String.join(", ", names) + " decides nothing: passed over");
      return;
    }
    try {
      if (names.stream().noneMatch(GIVES::contains)) {
        throw problem(
            "status-unsupported", "what " + String.join(", ", names) + " says isn't known");
      }
      ObjectNode grant = grant(process, status);
      plan.step(new ImportStep(line, person, grant, because, said, coverage()));
    } catch (DocumentException refused) {
      plan.problem(refused.problem());
      plan.step(line, person, protection, "it isn't known to permit", said);
    }
  }

  private ObjectNode grant(String process, JsonNode given) throws DocumentException {
    if (ofChild) {
      throw problem("guardian-needed", "a child's consent needs a guardian's signature");
    }
    List<String> by = Terms.texts(given.path("dpv:isIndicatedBy"));
    if (!by.stream().map(Terms::withoutPrefix).allMatch("DataSubject"::equals)) {
      throw problem("indicated-by-other", "somebody else than the data subject gave it");
    }
    for (String controller : collect("dpv:hasDataController")) {
      if (!options.meanings().isUs(List.of(controller))) {
        throw problem("for-others", "for a controller that --known-as doesn't name");
      }
    }
    JsonNode at = given.path("dpv:isIndicatedAtTime");
    if (!at.isMissingNode() && Said.of(at.asText()).isEmpty()) {
      throw problem("date-unreadable", "when it was given can't be read");
    }
    List<String> data = collect("dpv:hasPersonalData");
    if (data.isEmpty()) {
      throw problem("category-missing", "no 'dpv:hasPersonalData'");
    }
    ObjectNode grant = Json.object().put("do", "grant").put("process", process);
    grant.set("dataCategories", Terms.categories(data, options.meanings().categories(), line));
    return grant.put("validUntil", end(given));
  }

  private Coverage coverage() {
    List<List<String>> told = collect("dpv:hasRecipient").stream().map(List::of).toList();
    return holds(consent, "dpv:hasRecipient")
        ? new Coverage(Optional.of(options.meanings().others(told)), List.of())
        : Coverage.ALL;
  }

  private String process() throws DocumentException {
    String name = String.join(", ", collect("dpv:hasPurpose"));
    Optional<String> process = options.process(name, only);
    if (process.isEmpty()) {
      throw problem("process-unresolved", "no process is named for '" + name + "'");
    }
    return process.get();
  }

  private String end(JsonNode given) throws DocumentException {
    JsonNode duration = given.path("dpv:hasDuration");
    String value = duration.path("rdf:value").asText();
    List<String> types =
        Terms.texts(duration.path("@type")).stream().map(Terms::withoutPrefix).toList();
    if (duration.isMissingNode() && options.meanings().validUntil().isPresent()) {
      return options.meanings().validUntil().get();
    }
    Optional<String> end = Optional.empty();
    if (types.contains("UntilTimeDuration")) {
      end = Said.of(value).map(Said::earliest).map(Object::toString);
    } else if (types.contains("TemporalDuration")) {
      end = Said.of(given.path("dpv:isIndicatedAtTime").asText()).flatMap(at -> after(at, value));
    }
    return end.orElseThrow(
        () ->
            problem(
                "end-unresolved",
                "the record has no end that is a date; say until when with --valid-until"));
  }

  private static Optional<String> after(Said start, String length) {
    try {
      TemporalAmount amount = Period.parse(length);
      return Optional.of(
          start.earliest().atZone(ZoneOffset.UTC).plus(amount).toInstant().toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
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

  /** What a field says in the record and in the processes below; an object by its identifier. */
  private List<String> collect(String field) {
    List<String> into = new ArrayList<>();
    collect(consent, field, into);
    return into;
  }

  private static void collect(JsonNode node, String field, List<String> into) {
    for (JsonNode one : each(node.path(field))) {
      String named = one.has("@id") ? one.path("@id").asText() : "";
      Terms.texts(named.isEmpty() ? one : Json.array(List.of(named))).stream()
          .filter(text -> !into.contains(text))
          .forEach(into::add);
    }
    each(node.path("dpv:hasProcess")).forEach(process -> collect(process, field, into));
  }

  private static boolean holds(JsonNode node, String field) {
    return node.has(field)
        || each(node.path("dpv:hasProcess")).stream().anyMatch(one -> holds(one, field));
  }

  private DocumentException problem(String code, String message) {
    return new DocumentException(line, 0, code, message);
  }
}
