package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.exports.ConsentTrail;
import io.consentledger.cli.exports.ExportedCustomer;
import io.consentledger.cli.imports.OriginalDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code consent export FORMAT --original}: the document that was imported, byte for byte, as long
 * as everything that was recorded of it stands.
 */
record OriginalExport(String format, ExportedCustomer customer) {
  int run(Session session) throws CliException {
    Map<String, OriginalDocument> kept = kept(session);
    OriginalDocument newest = null;
    for (JsonNode entry : customer.history().entries()) {
      OriginalDocument document = kept.get(commitment(entry));
      if (document != null && isAsked(entry)) {
        newest = document;
      }
    }
    if (newest == null) {
      throw CliException.refused(
          "original-unknown",
          "no document of this format is kept for this customer",
          "It was imported without --keep-document, or erased: export without --original.");
    }
    for (JsonNode entry : customer.history().entries()) {
      if (newest.equals(kept.get(commitment(entry)))) {
        requireStanding(entry);
      }
    }
    session.surroundings().out().writeBytes(newest.bytes());
    session.surroundings().out().flush();
    return ExitCode.DONE;
  }

  // Its commitments are checked where they are read.
  private Map<String, OriginalDocument> kept(Session session) throws CliException {
    String imported = format.equals("fhir-r4") ? "fhir" : format;
    Map<String, OriginalDocument> kept = new HashMap<>();
    PrivateDetails.held(session, customer.history().controller(), customer.history().subjectRef())
        .forEach(
            (commitment, details) ->
                OriginalDocument.of(details)
                    .filter(document -> document.format().equals(imported))
                    .ifPresent(document -> kept.put(commitment, document)));
    return kept;
  }

  private boolean isAsked(JsonNode entry) {
    return customer.consents().stream()
        .anyMatch(consent -> consent.processId().equals(process(entry)));
  }

  // A document that said more than what still stands would be read as if it did.
  private void requireStanding(JsonNode entry) throws CliException {
    List<ConsentTrail> trails =
        customer.consents().stream()
            .filter(consent -> consent.processId().equals(process(entry)))
            .toList();
    String txId = entry.path("txId").asText();
    if (trails.stream().noneMatch(trail -> trail.standsBy(txId, customer.timeMs()))) {
      throw CliException.refused(
          "original-superseded",
          "what the document says about " + process(entry) + " no longer stands",
          "Export what stands now: without --original.");
    }
  }

  private static String process(JsonNode entry) {
    return entry.path("payload").path("process").path("id").asText();
  }

  private static String commitment(JsonNode entry) {
    return entry.path("payload").path("details").asText();
  }
}
