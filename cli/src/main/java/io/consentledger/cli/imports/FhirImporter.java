package io.consentledger.cli.imports;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FhirConsent;
import io.consentledger.cli.formats.FhirMeaning;
import io.consentledger.cli.formats.FhirReader;
import io.consentledger.cli.formats.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HL7 FHIR Consents, R4 and R5; what they come to is {@link FhirMeaning}'s to say. */
final class FhirImporter implements Importer {
  @Override
  public String format() {
    return "fhir";
  }

  @Override
  public String description() {
    return "Consent resources in JSON, R4 or R5: one, a Bundle, or one a line (HL7 FHIR)";
  }

  @Override
  public ImportPlan read(byte[] content, ImportOptions options) {
    Optional<String> text = Texts.of(content);
    if (text.isEmpty()) {
      return Texts.refused();
    }
    Reading reading = new Reading(new FhirReader(), options);
    List<String> lines = Texts.lines(text.get());
    boolean onePerLine = lines.size() > 1 && lines.stream().allMatch(FhirImporter::isObject);
    if (onePerLine) {
      for (int i = 0; i < lines.size(); i++) {
        reading.document(i + 1, lines.get(i));
      }
    } else {
      reading.document(1, text.get());
    }
    return reading.plan.build();
  }

  // Bulk exports (NDJSON): no line of a document that is written over several lines looks so.
  private static boolean isObject(String line) {
    return line.startsWith("{") && line.endsWith("}");
  }

  /** One document on its way to a plan. */
  private static final class Reading {
    private final FhirReader reader;
    private final ImportOptions options;
    private final ImportPlan.Builder plan = new ImportPlan.Builder();

    Reading(FhirReader reader, ImportOptions options) {
      this.reader = reader;
      this.options = options;
    }

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
      if (json.path("resourceType").asText().equals("Bundle")) {
        int number = 0;
        for (JsonNode entry : json.path("entry")) {
          number++;
          resource(line, "entry " + number + ": ", entry.path("resource"));
        }
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
      if (!object.path("resourceType").asText().equals("Consent")) {
        return;
      }
      try {
        consent(line, where, reader.read(object));
      } catch (FormatException e) {
        plan.problem(line, 0, e.code(), where + e.reason());
      } catch (DocumentException refused) {
        plan.problem(refused.problem());
      }
    }

    private void consent(int line, String where, FhirConsent consent)
        throws FormatException, DocumentException {
      FhirMeaning meaning = FhirMeaning.of(consent, options.now());
      if (meaning.verb().isEmpty()) {
        return;
      }
      Optional<String> person = options.person().or(consent::person);
      Optional<String> process = consent.process().or(options::process);
      if (person.isEmpty()) {
        plan.problem(line, 0, "person-missing", where + "names nobody; or give --person");
      } else if (process.isEmpty()) {
        plan.problem(
            line, 0, "process-missing", where + "doesn't say which process; or give --process");
      } else {
        ObjectNode step =
            Json.object().put("do", meaning.verb().get()).put("process", process.get());
        if (meaning.verb().get().equals("grant") && !consent.categories().isEmpty()) {
          step.set(
              "dataCategories",
              Terms.categories(consent.categories(), options.meanings().categories(), line));
        }
        meaning.validUntil().ifPresent(end -> step.put("validUntil", end.toString()));
        plan.step(line, person.get(), step, where + meaning.because());
      }
    }
  }
}
