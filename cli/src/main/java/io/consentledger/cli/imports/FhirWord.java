package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FhirOutline;
import io.consentledger.cli.formats.Said;
import java.util.Optional;

/**
 * One FHIR Consent on its way into a plan.
 *
 * @param line where it begins
 * @param where in the document, in front of what is said about it
 * @param said when it was said
 */
record FhirWord(
    int line,
    String where,
    FhirOutline outline,
    Optional<Said> said,
    ImportOptions options,
    ImportPlan.Builder plan) {
  /** The process that it is about where it limits nothing. */
  Optional<String> process() {
    return outline.process().or(options::process);
  }

  /** Adds what protects, about that process. */
  void protect(String verb, String because) {
    if (process().isEmpty() && person().isPresent()) {
      problem("process-missing", "doesn't say which process; or give --process");
      return;
    }
    step(process().orElse(""), Json.object().put("do", verb), because, Coverage.ALL);
  }

  /** Adds a step about a process. */
  void step(String process, ObjectNode instruction, String because, Coverage coverage) {
    Optional<String> person = person();
    if (person.isEmpty()) {
      problem("person-missing", "names nobody; or give --person");
      return;
    }
    ObjectNode step = Json.object().put("do", instruction.path("do").asText());
    step.put("process", process).setAll(instruction);
    plan.step(new ImportStep(line, person.get(), step, where + because, said, coverage));
  }

  /** Adds what is wrong with it. */
  void problem(String code, String message) {
    plan.problem(line, 0, code, where + message);
  }

  /** Why no grant can be made of it. */
  DocumentException refusal(String code, String message) {
    return new DocumentException(line, 0, code, where + message);
  }

  /** Adds what is passed over. */
  void note(String message) {
    plan.note(line, where + message);
  }

  private Optional<String> person() {
    return options.person().or(outline::person);
  }
}
