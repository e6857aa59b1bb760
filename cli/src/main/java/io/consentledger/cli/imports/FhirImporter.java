package io.consentledger.cli.imports;

import java.util.List;
import java.util.Optional;

/** HL7 FHIR Consents, R4 and R5; what they come to is {@link FhirDocument}'s to say. */
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
    FhirDocument reading = new FhirDocument(options);
    List<String> lines = Texts.lines(text.get());
    boolean onePerLine = lines.size() > 1 && lines.stream().allMatch(FhirImporter::isObject);
    if (onePerLine) {
      for (int i = 0; i < lines.size(); i++) {
        reading.document(i + 1, lines.get(i));
      }
    } else {
      reading.document(1, text.get());
    }
    return reading.plan();
  }

  // Bulk exports (NDJSON): no line of a document that is written over several lines looks so.
  private static boolean isObject(String line) {
    return line.startsWith("{") && line.endsWith("}");
  }
}
