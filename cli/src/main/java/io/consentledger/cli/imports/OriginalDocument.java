package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An imported document as private details: word for word, so that it can be given back.
 *
 * @param format the importer's name for it
 */
public record OriginalDocument(String format, String text) {
  private static final String FORMAT = "format";
  private static final String DOCUMENT = "document";

  /**
   * A document that can be kept: it is text, and about one person. What is kept under one customer
   * mustn't tell of another, who could have it erased only under their own name.
   */
  public static Optional<OriginalDocument> of(String format, byte[] content, ImportPlan plan) {
    List<String> persons = plan.steps().stream().map(ImportStep::person).distinct().toList();
    return persons.size() == 1 && plan.problems().isEmpty()
        ? Texts.of(content).map(text -> new OriginalDocument(format, text))
        : Optional.empty();
  }

  /** Reads it from details; empty where these are something else. */
  public static Optional<OriginalDocument> of(JsonNode details) {
    return details.size() == 2 && details.has(FORMAT) && details.has(DOCUMENT)
        ? Optional.of(
            new OriginalDocument(details.path(FORMAT).asText(), details.path(DOCUMENT).asText()))
        : Optional.empty();
  }

  /** As details. */
  public ObjectNode details() {
    return Json.object().put(FORMAT, format).put(DOCUMENT, text);
  }

  /** The document's bytes, as they came. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
