package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kantara Consent Receipt 1.1.0: one person, and the purposes that they consented to. A receipt
 * names purposes and data in words of its own, so each needs its process and DPV terms by name; its
 * end of validity is free text, so the one who imports must say it.
 */
final class KantaraImporter implements Importer {
  private static final String VERSION = "KI-CR-v1.1.0";
  private static final List<String> REQUIRED =
      List.of(
          "jurisdiction",
          "consentTimestamp",
          "collectionMethod",
          "consentReceiptID",
          "language",
          "piiPrincipalId",
          "piiControllers",
          "policyUrl",
          "services",
          "sensitive",
          "spiCat");

  @Override
  public String format() {
    return "kantara";
  }

  @Override
  public String description() {
    return "a consent receipt of the Kantara Initiative, version 1.1.0";
  }

  @Override
  public ImportPlan read(byte[] content, ImportOptions options) {
    try {
      LocatedJson.Document document = LocatedJson.parse(content);
      requireReceipt(document.root());
      return new Reading(document, options).plan();
    } catch (DocumentException refused) {
      return ImportPlan.refused(refused.problem());
    }
  }

  private static void requireReceipt(ObjectNode receipt) throws DocumentException {
    if (!receipt.path("version").asText().equals(VERSION)) {
      throw new DocumentException(1, 0, "version-unsupported", "'version' isn't " + VERSION);
    }
    for (String field : REQUIRED) {
      if (!receipt.has(field)) {
        throw new DocumentException(1, 0, "field-missing", "'" + field + "' is missing");
      }
    }
    if (!receipt.path("piiPrincipalId").isTextual()
        || receipt.path("piiPrincipalId").asText().isBlank()) {
      throw new DocumentException(1, 0, "subject-missing", "'piiPrincipalId' names nobody");
    }
  }

  /** One receipt. */
  private record Reading(LocatedJson.Document document, ImportOptions options) {
    ImportPlan plan() {
      List<JsonNode> purposes = new ArrayList<>();
      for (JsonNode service : document.root().path("services")) {
        service.path("purposes").forEach(purposes::add);
      }
      List<JsonNode> consents =
          purposes.stream().filter(one -> !one.path("consentType").asText().equals("N/A")).toList();
      ImportPlan.Builder plan = new ImportPlan.Builder();
      for (JsonNode purpose : consents) {
        try {
          plan.step(
              document.line(purpose),
              document.root().path("piiPrincipalId").asText(),
              grant(purpose, consents.size() == 1),
              "consentType EXPLICIT for " + name(purpose));
        } catch (DocumentException refused) {
          plan.problem(refused.problem());
        }
      }
      if (purposes.isEmpty()) {
        plan.problem(1, 0, "purpose-missing", "no service has a purpose");
      }
      return plan.build();
    }

    private ObjectNode grant(JsonNode purpose, boolean only) throws DocumentException {
      int line = document.line(purpose);
      if (!purpose.path("consentType").asText().equals("EXPLICIT")) {
        throw new DocumentException(
            line, 0, "consent-not-explicit", "only the consentType EXPLICIT is a consent");
      }
      Optional<String> process = options.process(name(purpose), only);
      if (process.isEmpty()) {
        throw new DocumentException(
            line, 0, "process-unresolved", "no process is named for '" + name(purpose) + "'");
      }
      Optional<String> end = options.meanings().validUntil();
      if (end.isEmpty()) {
        throw new DocumentException(
            line,
            0,
            "end-unresolved",
            "'termination' is free text; say until when with --valid-until");
      }
      List<String> data = Terms.texts(purpose.path("piiCategory"));
      if (data.isEmpty()) {
        throw new DocumentException(line, 0, "category-missing", "no 'piiCategory'");
      }
      ObjectNode grant = Json.object().put("do", "grant").put("process", process.get());
      grant.set("dataCategories", Terms.categories(data, options.meanings().categories(), line));
      return grant.put("validUntil", end.get());
    }

    private static String name(JsonNode purpose) {
      return String.join(", ", Terms.texts(purpose.path("purposeCategory")));
    }
  }
}
