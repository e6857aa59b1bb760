package io.consentledger.cli.imports;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FhirOutline;
import io.consentledger.cli.formats.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resources of a document, also those in Bundles, on their way to a plan. One thread. */
final class FhirDocument {
  private final FhirWords words;
  private final ImportPlan.Builder plan = new ImportPlan.Builder();
  private final Map<String, FhirOutline> consents = new HashMap<>();
  private int others;

  FhirDocument(ImportOptions options) {
    this.words = new FhirWords(options, plan);
  }

  /** What all resources so far come to. */
  ImportPlan plan() {
    if (others > 0) {
      plan.note(1, others + " other resources aren't Consents: passed over");
    }
    return plan.build();
  }

  /** Reads a resource or a Bundle that begins on a line. */
  void document(int line, String text) {
    ObjectNode json;
    try {
      json = Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      JsonLocation place = placeOf(e.getCause());
      boolean known = place.getLineNr() > 0;
      plan.problem(
          known ? line + place.getLineNr() - 1 : line,
          known ? place.getColumnNr() : 0,
          "document-malformed",
          String.valueOf(e.getMessage()));
      return;
    }
    resource(line, "", json);
  }

  private static JsonLocation placeOf(@Nullable Throwable cause) {
    JsonLocation place =
        cause instanceof JsonProcessingException malformed ? malformed.getLocation() : null;
    return place == null ? JsonLocation.NA : place;
  }

  private void resource(int line, String where, JsonNode json) {
    if (!(json instanceof ObjectNode object) || !object.path("resourceType").isTextual()) {
      plan.problem(line, 0, "fhir-malformed", where + "not a FHIR resource");
      return;
    }
    switch (object.path("resourceType").asText()) {
      case "Bundle" -> bundle(line, where, object);
      case "OperationOutcome" ->
          plan.problem(line, 0, "fhir-incomplete", where + "the server tells of something missing");
      case "Consent" -> {
        consents.putIfAbsent("Consent/" + object.path("id").asText(), new FhirOutline(object));
        words.consent(line, where, object);
      }
      default -> others++;
    }
  }

  private void bundle(int line, String where, ObjectNode bundle) {
    for (JsonNode link : bundle.path("link")) {
      if (link.path("relation").asText().equals("next")) {
        plan.problem(line, 0, "fhir-incomplete", where + "another page follows this one");
      }
    }
    int number = 0;
    for (JsonNode entry : bundle.path("entry")) {
      number++;
      String place = where + "entry " + number + ": ";
      if (!entry.has("resource") && isDeletion(entry)) {
        deletion(line, place, bundle, entry);
      } else {
        resource(line, place, entry.path("resource"));
      }
    }
  }

  private static boolean isDeletion(JsonNode entry) {
    return entry.at("/request/method").asText().equals("DELETE");
  }

  // Only another version of it, in the same history, tells whose it was.
  private void deletion(int line, String where, ObjectNode bundle, JsonNode entry) {
    String url = entry.at("/request/url").asText();
    if (!url.startsWith("Consent/") && !url.contains("/Consent/")) {
      others++;
      return;
    }
    String id = url.substring(url.lastIndexOf("Consent/")).replaceAll("/_history.*$", "");
    Optional<FhirOutline> known = Optional.ofNullable(consents.get(id));
    for (JsonNode other : bundle.path("entry")) {
      if (known.isEmpty() && id.equals("Consent/" + other.at("/resource/id").asText())) {
        known = Optional.of(new FhirOutline((ObjectNode) other.path("resource")));
      }
    }
    if (known.isEmpty()) {
      plan.problem(line, 0, "fhir-deleted", where + "a deleted Consent of nobody knows whom");
    } else {
      String modified = entry.at("/response/lastModified").asText();
      words.ended(line, where, known.get(), Said.of(modified));
    }
  }
}
