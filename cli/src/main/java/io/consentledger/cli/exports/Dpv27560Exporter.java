package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.report.Times;
import java.util.ArrayList;
import java.util.List;

/**
 * ISO/IEC TS 27560 in the JSON-LD of the DPV guide: one receipt, with a consent record for each
 * process and every status that it went through.
 */
final class Dpv27560Exporter implements Exporter {
  private static final String SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#";

  @Override
  public String format() {
    return "dpv27560";
  }

  @Override
  public String description() {
    return "a consent receipt after ISO/IEC TS 27560, in the JSON-LD of DPV 2.3";
  }

  @Override
  public String write(ExportedCustomer customer) {
    String subject = customer.history().subjectRef();
    ObjectNode receipt = Json.object();
    receipt.set("@context", context());
    receipt
        .put("@id", urn(subject))
        .put("@type", "dpv:ConsentReceipt")
        .put("dct:identifier", subject)
        .put("dct:conformsTo", SCHEMA + "receipt")
        .put("dct:created", Times.second(customer.timeMs()))
        .put("dct:publisher", customer.history().controller())
        .put("schema:recipient", "dpv:DataSubject");
    ArrayNode records = receipt.putArray("dpv:hasRecordOfActivity");
    customer.consents().forEach(consent -> records.add(record(customer, consent)));
    return Json.pretty(receipt);
  }

  @Override
  public List<String> lines(ExportedCustomer customer) {
    List<String> lines = new ArrayList<>();
    for (ConsentTrail consent : customer.consents()) {
      ObjectNode record = Json.object();
      record.set("@context", context());
      record.setAll(record(customer, consent));
      lines.add(Json.line(record));
    }
    return lines;
  }

  private static ObjectNode context() {
    return Json.object()
        .put("dpv", "https://w3id.org/dpv#")
        .put("pd", "https://w3id.org/dpv/pd#")
        .put("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#")
        .put("dct", "http://purl.org/dc/terms/")
        .put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
        .put("schema", "https://schema.org/")
        .put("xsd", "http://www.w3.org/2001/XMLSchema#");
  }

  private static ObjectNode record(ExportedCustomer customer, ConsentTrail consent) {
    String subject = customer.history().subjectRef();
    JsonNode process = consent.process();
    ObjectNode record =
        Json.object()
            .put("@id", urn(subject) + ":" + consent.processId())
            .put("@type", "dpv:ConsentRecord")
            .put("dct:identifier", subject + "/" + consent.processId())
            .put("dct:conformsTo", SCHEMA + "record");
    record.putObject("dpv:hasDataSubject").put("@id", urn(subject)).put("@type", "dpv:DataSubject");
    record
        .put("dpv:hasDataController", customer.history().controller())
        .put("dpv:hasJurisdiction", process.path("jurisdiction").asText())
        .put("dpv:hasLegalBasis", Prefixes.legalBasis(process.path("legalBasis").asText()))
        .set("dpv:hasProcess", process(consent));
    record.set("dpv:hasNotice", notice(consent));
    ArrayNode statuses = record.putArray("dpv:hasConsentStatus");
    consent.events().forEach(event -> statuses.add(status(event)));
    return record;
  }

  private static ObjectNode process(ConsentTrail consent) {
    JsonNode process = consent.process();
    ObjectNode json =
        Json.object().put("@type", "dpv:Process").put("dct:identifier", consent.processRef());
    json.set("dpv:hasPurpose", Prefixes.dpv(process.path("purposes")));
    json.set("dpv:hasPersonalData", Prefixes.dataCategories(data(consent)));
    json.set("dpv:hasRecipient", Json.array(consent.recipients()));
    ArrayNode storage = json.putArray("dpv:hasStorageCondition");
    ObjectNode location = storage.addObject().put("@type", "dpv:StorageLocation");
    location.set("dpv:hasLocation", Json.array(Json.texts(process.path("storageLocations"))));
    storage
        .addObject()
        .put("@type", "dpv:StorageDuration")
        .put("dpv:hasDuration", "P" + process.path("retentionDays").asInt() + "D");
    return json;
  }

  // What was granted, which may be less than what was declared.
  private static JsonNode data(ConsentTrail consent) {
    return consent
        .grant()
        .map(grant -> grant.payload().path("dataCategories"))
        .orElseGet(() -> consent.process().path("dataCategories"));
  }

  private static ObjectNode notice(ConsentTrail consent) {
    JsonNode notice = consent.notice();
    return Json.object()
        .put("@id", notice.path("uri").asText())
        .put("@type", "dpv:ConsentNotice")
        .put(
            "dct:identifier",
            notice.path("noticeId").asText() + "@" + notice.path("version").asInt())
        .put("schema:sha256", notice.path("contentHash").asText());
  }

  private static ObjectNode status(ConsentEvent event) {
    ObjectNode status =
        Json.object()
            .put("@type", "dpv:" + event.status())
            .put("dct:identifier", event.txId())
            .put("dpv:isIndicatedAtTime", Times.millisecond(event.timeMs()))
            .put("dpv:isIndicatedBy", event.by())
            .put("dpv:hasIndicationMethod", "key " + event.entry().path("assurance").asText());
    if (event.payload().has("language")) {
      status.put("dct:language", event.payload().path("language").asText());
    }
    if (event.isGrant()) {
      ObjectNode duration = status.putObject("dpv:hasDuration");
      duration.putArray("@type").add("dpv:UntilTimeDuration").add("xsd:dateTime");
      duration.put("rdf:value", Times.millisecond(event.payload().path("validUntilMs").asLong()));
    }
    return status;
  }

  private static String urn(String subject) {
    return "urn:consent-ledger:" + subject;
  }
}
