package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.report.Times;
import io.consentledger.ledger.model.Vocabulary;
import java.util.List;

/**
 * Kantara Consent Receipt 1.1.0: one consent that stands. The format has no word for an ended one,
 * so that a receipt of it would read as a consent.
 */
final class KantaraExporter implements Exporter {
  private static final int MILLIS = 1_000;

  @Override
  public String format() {
    return "kantara";
  }

  @Override
  public String description() {
    return "a consent receipt of the Kantara Initiative, version 1.1.0, of one consent that stands";
  }

  @Override
  public String write(ExportedCustomer customer) throws CliException {
    List<ConsentTrail> standing =
        customer.consents().stream().filter(one -> one.stands(customer.timeMs())).toList();
    if (standing.isEmpty()) {
      throw CliException.refused(
          "consent-not-standing",
          "no consent stands that a receipt could show",
          "Export the whole history with `consent export dpv27560`.");
    }
    if (standing.size() > 1) {
      throw CliException.usage(
          "process-ambiguous",
          "a receipt shows one consent, and " + standing.size() + " stand",
          "Name one with --process: "
              + String.join(", ", standing.stream().map(ConsentTrail::processId).toList())
              + ".");
    }
    return Json.pretty(receipt(customer, standing.get(0)));
  }

  private static ObjectNode receipt(ExportedCustomer customer, ConsentTrail consent) {
    ConsentEvent grant = consent.grant().orElseThrow();
    ObjectNode receipt =
        Json.object()
            .put("version", "KI-CR-v1.1.0")
            .put("jurisdiction", consent.process().path("jurisdiction").asText())
            .put("consentTimestamp", grant.timeMs() / MILLIS)
            .put(
                "collectionMethod",
                "signed record of a consent ledger, key "
                    + grant.entry().path("assurance").asText())
            .put("consentReceiptID", grant.txId())
            .put("language", grant.payload().path("language").asText())
            .put("piiPrincipalId", customer.history().subjectRef());
    receipt.putArray("piiControllers").add(controller(customer));
    receipt.put("policyUrl", consent.notice().path("uri").asText());
    ObjectNode service = receipt.putArray("services").addObject();
    service.put("service", consent.processRef());
    service.putArray("purposes").add(purpose(consent, grant));
    ArrayNode sensitive = sensitive(grant.payload().path("dataCategories"));
    receipt.put("sensitive", !sensitive.isEmpty());
    receipt.set("spiCat", sensitive);
    return receipt;
  }

  // The ledger holds no contact; the format wants the fields, so they stay empty.
  private static ObjectNode controller(ExportedCustomer customer) {
    ObjectNode controller =
        Json.object().put("piiController", customer.history().controller()).put("contact", "");
    controller.putObject("address");
    return controller.put("email", "").put("phone", "");
  }

  private static ObjectNode purpose(ConsentTrail consent, ConsentEvent grant) {
    List<String> recipients = consent.recipients();
    ObjectNode purpose = Json.object().put("purpose", consent.processRef());
    purpose.set("purposeCategory", Prefixes.dpv(consent.process().path("purposes")));
    purpose.put("consentType", "EXPLICIT");
    purpose.set("piiCategory", Prefixes.dataCategories(grant.payload().path("dataCategories")));
    purpose
        .put("primaryPurpose", true)
        .put("termination", Times.millisecond(grant.payload().path("validUntilMs").asLong()))
        .put("thirdPartyDisclosure", !recipients.isEmpty());
    if (!recipients.isEmpty()) {
      purpose.put("thirdPartyName", String.join(", ", recipients));
    }
    return purpose;
  }

  private static ArrayNode sensitive(JsonNode terms) {
    ArrayNode sensitive = Json.array();
    for (String term : Json.texts(terms)) {
      if (Vocabulary.shipped().contains(Vocabulary.Group.SPECIAL_CATEGORY, term)) {
        sensitive.add(Prefixes.dataCategory(term));
      }
    }
    return sensitive;
  }
}
