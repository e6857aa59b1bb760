package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        word(purpose, consents.size() == 1, plan);
      }
      if (purposes.isEmpty()) {
        plan.problem(1, 0, "purpose-missing", "no service has a purpose");
      } else if (consents.size() < purposes.size()) {
        int others = purposes.size() - consents.size();
        plan.note(1, others + " purposes of the consentType N/A rest on no consent: passed over");
      }
      return plan.build();
    }

    // What can't be granted as it is written leaves nothing wider in force.
    private void word(JsonNode purpose, boolean only, ImportPlan.Builder plan) {
      int line = document.line(purpose);
      String person = document.root().path("piiPrincipalId").asText();
      Optional<String> process = options.process(name(purpose), only);
      if (process.isEmpty()) {
        plan.problem(
            line, 0, "process-unresolved", "no process is named for '" + name(purpose) + "'");
        return;
      }
      Optional<Said> said = KantaraTime.of(document.root().path("consentTimestamp"));
      try {
        ObjectNode grant = grant(purpose, process.get(), said);
        String because = "consentType EXPLICIT for " + name(purpose);
        plan.step(new ImportStep(line, person, grant, because, said, coverage(purpose)));
      } catch (DocumentException refused) {
        plan.problem(refused.problem());
        ObjectNode end = Json.object().put("do", "withdraw").put("process", process.get());
        plan.step(line, person, end, "it isn't known to permit", said);
      }
    }

    private ObjectNode grant(JsonNode purpose, String process, Optional<Said> said)
        throws DocumentException {
      int line = document.line(purpose);
      if (!purpose.path("consentType").asText().equals("EXPLICIT")) {
        throw new DocumentException(
            line, 0, "consent-not-explicit", "only the consentType EXPLICIT is a consent");
      }
      if (said.isEmpty()) {
        throw new DocumentException(
            line, 0, "date-unreadable", "'consentTimestamp' isn't in seconds since 1970");
      }
      for (JsonNode controller : document.root().path("piiControllers")) {
        String name = controller.path("piiController").asText();
        if (controller.path("onBehalf").asBoolean() || !options.meanings().isUs(List.of(name))) {
          throw new DocumentException(
              line, 0, "for-others", "for a controller that --known-as doesn't name");
        }
      }
      String end = end(purpose, line);
      List<String> data = Terms.texts(purpose.path("piiCategory"));
      if (data.isEmpty()) {
        throw new DocumentException(line, 0, "category-missing", "no 'piiCategory'");
      }
      ObjectNode grant = Json.object().put("do", "grant").put("process", process);
      grant.set("dataCategories", Terms.categories(data, options.meanings().categories(), line));
      return grant.put("validUntil", end);
    }

    // Free text: where it is a date, consent doesn't outlast it.
    private String end(JsonNode purpose, int line) throws DocumentException {
      Optional<String> wanted = options.meanings().validUntil();
      Optional<Instant> written = Said.of(purpose.path("termination").asText()).map(Said::earliest);
      if (written.isPresent()
          && wanted
              .flatMap(Said::of)
              .filter(it -> it.earliest().isBefore(written.get()))
              .isEmpty()) {
        return written.get().toString();
      }
      return wanted.orElseThrow(
          () ->
              new DocumentException(
                  line,
                  0,
                  "end-unresolved",
                  "'termination' is free text; say until when with --valid-until"));
    }

    // Where it says nothing of third parties, the process does.
    private Coverage coverage(JsonNode purpose) {
      boolean said = purpose.has("thirdPartyDisclosure");
      if (!said && !purpose.has("thirdPartyName")) {
        return Coverage.ALL;
      }
      String names = purpose.path("thirdPartyName").asText();
      List<List<String>> told =
          purpose.path("thirdPartyDisclosure").asBoolean(!said)
              ? Stream.of(names.split(",")).map(List::of).toList()
              : List.of();
      return new Coverage(Optional.of(options.meanings().others(told)), List.of());
    }

    private static String name(JsonNode purpose) {
      return String.join(", ", Terms.texts(purpose.path("purposeCategory")));
    }
  }
}
