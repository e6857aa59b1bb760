package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.Said;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Consent artefacts of India's account aggregators (DEPA, ReBIT's API 1.1 and 2.0): what an
 * aggregator answers about one consent, its signed artefact, or its notice of a status. Only the
 * status ACTIVE is a consent: what asks for one looks the same without it.
 */
final class DepaImporter implements Importer {
  /** What a status does that isn't ACTIVE; others aren't known. */
  private static final Map<String, String> ENDS =
      Map.of(
          "REVOKED", "withdraw",
          "PAUSED", "withdraw",
          "EXPIRED", "withdraw",
          "FAILED", "withdraw",
          "REJECTED", "refuse");

  private static final Set<String> ASKS = Set.of("PENDING", "REQUESTED");

  @Override
  public String format() {
    return "depa";
  }

  @Override
  public String description() {
    return "a consent artefact of an account aggregator (India's DEPA, ReBIT)";
  }

  @Override
  public ImportPlan read(byte[] content, ImportOptions options) {
    try {
      DepaEnvelope envelope = DepaEnvelope.of(LocatedJson.parse(content).root());
      return new Reading(envelope, options).plan();
    } catch (DocumentException refused) {
      return ImportPlan.refused(refused.problem());
    }
  }

  /** One artefact. */
  private record Reading(DepaEnvelope envelope, ImportOptions options) {
    ImportPlan plan() throws DocumentException {
      ImportPlan.Builder plan = new ImportPlan.Builder();
      String status = envelope.status();
      if (ASKS.contains(status) || envelope.isRequest()) {
        plan.note(1, "it asks for consent, which decides nothing: passed over");
        return plan.build();
      }
      String person = person();
      String process = process();
      if (ENDS.containsKey(status)) {
        String verb = ENDS.getOrDefault(status, "withdraw");
        plan.step(1, person, word(verb, process), "status " + status, envelope.heard());
        return plan.build();
      }
      DepaConsent consent = new DepaConsent(envelope.detail(), options);
      Optional<Said> given =
          envelope.root().has("createTimestamp") ? envelope.created() : consent.start();
      try {
        if (!status.equals(DepaEnvelope.ACTIVE)) {
          throw new DocumentException(
              1, 0, "depa-status", "it doesn't say that the consent is ACTIVE");
        }
        if (given.isEmpty() || consent.start().isEmpty()) {
          throw new DocumentException(
              1, 0, "date-unreadable", "when it was given or begins can't be read");
        }
        ObjectNode grant = consent.grant(word("grant", process));
        plan.step(new ImportStep(1, person, grant, "status ACTIVE", given, Coverage.NOBODY_ELSE));
        plan.note(1, "the aggregator's signature isn't verified");
      } catch (DocumentException refused) {
        plan.problem(refused.problem());
        Optional<Said> said = status.equals(DepaEnvelope.ACTIVE) ? given : envelope.heard();
        plan.step(1, person, word("withdraw", process), "it isn't known to permit", said);
      }
      return plan.build();
    }

    private String person() throws DocumentException {
      JsonNode id = envelope.detail().at("/Customer/id");
      if (id.isTextual() && !id.asText().isBlank()) {
        return id.asText();
      }
      return options
          .person()
          .orElseThrow(
              () ->
                  new DocumentException(
                      1, 0, "subject-missing", "'Customer' names nobody: say with --person who"));
    }

    private String process() throws DocumentException {
      String code = envelope.detail().at("/Purpose/code").asText();
      return options
          .process(code, true)
          .orElseThrow(
              () ->
                  new DocumentException(
                      1,
                      0,
                      "process-unresolved",
                      "no process is named for purpose '" + code + "'"));
    }

    private static ObjectNode word(String verb, String process) {
      return Json.object().put("do", verb).put("process", process);
    }
  }
}
