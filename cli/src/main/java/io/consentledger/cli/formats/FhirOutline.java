package io.consentledger.cli.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.formats.FhirConsent.About;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be told of a FHIR Consent by its plain JSON, release R4 or R5, whether the rest of it
 * can be read or not: enough to protect somebody, never enough to permit anything. Stateless.
 *
 * @param json the resource
 */
public record FhirOutline(ObjectNode json) {
  private static final Set<String> REFUSED = Set.of("rejected", "not-done");
  private static final Set<String> ENDED = Set.of("inactive", "entered-in-error");
  private static final Set<String> OPEN = Set.of("draft", "proposed");

  /** Policies that deny, with or without exceptions (HL7 v3 ActCode). */
  private static final String OPT_OUT = "OPTOUT";

  private static final List<String> POLICIES =
      List.of("policyRule", "regulatoryBasis", "policyBasis", "category", "scope");

  /** Who is bound by it; R4 names the custodian, R5 who enforces and who holds. */
  private static final List<String> FOR_WHOM = List.of("organization", "controller", "manager");

  private static final List<String> DECIDED_BY = List.of("performer", "grantor");

  /** Who it is about, as the document writes it; nobody where that points into the document. */
  public Optional<String> person() {
    JsonNode subject = json.has("patient") ? json.path("patient") : json.path("subject");
    String reference = subject.path("reference").asText();
    if (!reference.isBlank()) {
      return FhirReader.person(reference);
    }
    JsonNode identifier = subject.path("identifier");
    String value = identifier.path("value").asText();
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(FhirReader.person(identifier.path("system").textValue(), value));
  }

  /** Our own process id@version, where the document carries it. */
  public Optional<String> process() {
    return each(json.path("identifier")).stream()
        .filter(one -> one.path("system").asText().equals(FhirConsent.PROCESS_SYSTEM))
        .map(one -> one.path("value").asText())
        .findFirst();
  }

  /** When it was said, as written. */
  public Optional<String> date() {
    String date =
        json.has("dateTime") ? json.path("dateTime").asText() : json.path("date").asText();
    return date.isBlank() ? Optional.empty() : Optional.of(date);
  }

  /** {@code refuse} or {@code withdraw}, where the document denies or ends consent. */
  public Optional<String> protection() {
    String status = json.path("status").asText();
    if (REFUSED.contains(status)) {
      return Optional.of("refuse");
    }
    if (ENDED.contains(status)) {
      return Optional.of("withdraw");
    }
    return !isOpen() && denies() ? Optional.of("refuse") : Optional.empty();
  }

  /** Whether nothing was decided yet. */
  public boolean isOpen() {
    return OPEN.contains(json.path("status").asText());
  }

  /** Whether its author doesn't know where it stands (R5). */
  public boolean isOfUnknownStatus() {
    return json.path("status").asText().equals("unknown");
  }

  private boolean denies() {
    boolean rule =
        json.path("decision").asText().equals("deny")
            || each(json.path("provision")).stream()
                .anyMatch(one -> json.path("provision").isObject() && isDeny(one));
    return rule
        || POLICIES.stream()
            .flatMap(name -> codings(json.path(name)).stream())
            .anyMatch(coding -> coding.path("code").asText().startsWith(OPT_OUT));
  }

  private static boolean isDeny(JsonNode provision) {
    return provision.path("type").asText().equals("deny");
  }

  /** Whether it is about something else than data, and says nothing of data. */
  public boolean isAboutOther() {
    List<About> all = new ArrayList<>();
    for (String name : List.of("scope", "category")) {
      codings(json.path(name))
          .forEach(it -> all.add(FhirReader.about(it.path("system").asText(), code(it))));
    }
    return all.contains(About.OTHER) && !all.contains(About.DATA);
  }

  /** Whom it names as those whom it binds: each by a reference, an identifier or a name. */
  public List<Set<String>> forWhom() {
    return named(FOR_WHOM);
  }

  /** Whether somebody else than the person decided, or it was checked and found not to be so. */
  public boolean isOfSomebodyElse() {
    String person = person().map(FhirOutline::last).orElse("");
    boolean other =
        named(DECIDED_BY).stream()
            .anyMatch(names -> names.stream().noneMatch(name -> last(name).equals(person)));
    boolean unverified =
        each(json.path("verification")).stream()
            .anyMatch(one -> one.path("verified").isBoolean() && !one.path("verified").asBoolean());
    return other || unverified;
  }

  // The same person, whether the server stands before or the version behind.
  private static String last(String reference) {
    return reference.replaceAll("/_history/.*$", "").replaceAll("^.*/([^/]+/[^/]+)$", "$1");
  }

  private List<Set<String>> named(List<String> elements) {
    List<Set<String>> all = new ArrayList<>();
    for (String element : elements) {
      for (JsonNode one : each(json.path(element))) {
        all.add(
            Set.copyOf(
                List.of(
                    one.path("reference").asText(),
                    one.path("identifier").path("value").asText(),
                    one.path("display").asText())));
      }
    }
    return all;
  }

  private static List<JsonNode> codings(JsonNode concepts) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode concept : each(concepts)) {
      found.addAll(each(concept.path("coding")));
    }
    return found;
  }

  private static String code(JsonNode coding) {
    return coding.path("code").asText();
  }

  private static List<JsonNode> each(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(all::add);
    } else if (!node.isMissingNode() && !node.isNull()) {
      all.add(node);
    }
    return all;
  }
}
