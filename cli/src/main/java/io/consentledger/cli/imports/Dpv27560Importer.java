package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Consent records and receipts as the W3C's guide to ISO/IEC TS 27560 writes them in DPV: JSON-LD
 * in compact form with the guide's prefixes. Read as plain JSON: a document that is written in
 * another form of JSON-LD is refused, not guessed at.
 */
final class Dpv27560Importer implements Importer {
  private static final String RECORD = "ConsentRecord";
  private static final String RECEIPT = "ConsentReceipt";

  @Override
  public String format() {
    return "dpv27560";
  }

  @Override
  public String description() {
    return "a consent record or receipt after ISO/IEC TS 27560 in DPV's JSON-LD";
  }

  @Override
  public ImportPlan read(byte[] content, ImportOptions options) {
    try {
      LocatedJson.Document document = LocatedJson.parse(content);
      List<JsonNode> records = records(document);
      ImportPlan.Builder plan = new ImportPlan.Builder();
      for (JsonNode record : records) {
        try {
          step(document, record, options, records.size() == 1, plan);
        } catch (DocumentException refused) {
          plan.problem(refused.problem());
        }
      }
      return plan.build();
    } catch (DocumentException refused) {
      return ImportPlan.refused(refused.problem());
    }
  }

  private static void step(
      LocatedJson.Document document,
      JsonNode record,
      ImportOptions options,
      boolean only,
      ImportPlan.Builder plan)
      throws DocumentException {
    int line = document.line(record);
    JsonNode subject = record.path("dpv:hasDataSubject");
    if (subject.isMissingNode()) {
      subject = document.root().path("dpv:hasDataSubject");
    }
    String person = person(subject, line);
    new DpvConsent(record, options, only, isChild(subject), line).words(person, plan);
  }

  private static List<JsonNode> records(LocatedJson.Document document) throws DocumentException {
    ObjectNode root = document.root();
    List<String> types =
        Terms.texts(root.path("@type")).stream().map(Terms::withoutPrefix).toList();
    if (types.contains(RECORD)) {
      return List.of(root);
    }
    if (!types.contains(RECEIPT)) {
      throw new DocumentException(
          1, 0, "type-unsupported", "neither a consent record nor a receipt");
    }
    List<JsonNode> records = new ArrayList<>();
    JsonNode activity = root.path("dpv:hasRecordOfActivity");
    if (activity.isArray()) {
      activity.forEach(records::add);
    } else if (activity.isObject()) {
      records.add(activity);
    }
    if (records.isEmpty() || !records.stream().allMatch(JsonNode::isObject)) {
      throw new DocumentException(1, 0, "record-missing", "the receipt holds no consent record");
    }
    return records;
  }

  private static String person(JsonNode subject, int line) throws DocumentException {
    for (String named :
        List.of(
            subject.asText(),
            subject.path("@id").asText(),
            subject.path("dct:identifier").asText())) {
      if (!named.isBlank()) {
        return named;
      }
    }
    throw new DocumentException(line, 0, "subject-missing", "'dpv:hasDataSubject' names nobody");
  }

  private static boolean isChild(JsonNode subject) {
    return Stream.of(subject.path("@type"), subject.path("type"), subject.path("rdf:type"))
        .flatMap(types -> Terms.texts(types).stream())
        .anyMatch(type -> Terms.withoutPrefix(type).equals("Child"));
  }
}
