package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.formats.Said;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a document asks for.
 *
 * @param line where the document says it, from 1
 * @param person who, in the document's own terms: kept private in the home, never on the ledger
 * @param instruction as {@code consent submit} takes it, but for {@code wallet} and {@code
 *     controller}
 * @param because what the document says, in a few words without anything personal
 * @param said when the customer said it; empty where the document doesn't tell
 * @param coverage for whom, and but for what, where it permits
 */
public record ImportStep(
    int line,
    String person,
    ObjectNode instruction,
    String because,
    Optional<Said> said,
    Coverage coverage) {
  /**
   * What protects the customer; nothing else is recorded of a document that is partly unreadable.
   */
  private static final Set<String> PROTECTS =
      Set.of("refuse", "withdraw", "opt-out", "request-data");

  /** What an organisation may pass on with its own key: no decision, which is the customer's. */
  private static final Set<String> RELAYED = Set.of("withdraw", "opt-out", "request-data");

  public ImportStep {
    instruction = instruction.deepCopy();
  }

  /** Something whose date the document doesn't tell. */
  ImportStep(int line, String person, ObjectNode instruction, String because) {
    this(line, person, instruction, because, Optional.empty(), Coverage.ALL);
  }

  /** Something for everybody that is declared, without exceptions. */
  ImportStep(int line, String person, ObjectNode instruction, String because, Optional<Said> said) {
    this(line, person, instruction, because, said, Coverage.ALL);
  }

  /** The same with another instruction. */
  ImportStep with(ObjectNode other) {
    return new ImportStep(line, person, other, because, said, coverage);
  }

  /** Whether it takes permission away, or asks for something on the customer's behalf. */
  boolean protects() {
    return PROTECTS.contains(verb());
  }

  /** Whether the organisation that imports it signs it itself, as what it was told. */
  boolean isRelayed() {
    return RELAYED.contains(verb());
  }

  /** Whether the record of it can hold a commitment to the document. */
  boolean isDecision() {
    return verb().equals("grant") || verb().equals("refuse");
  }

  /** Whether it is about consent, of which the newest word counts. */
  boolean isWill() {
    return isDecision() || verb().equals("withdraw");
  }

  /** The process that it is about, without a version. */
  String processId() {
    return instruction.path("process").asText().split("@", 2)[0];
  }

  /**
   * The moment that it counts from among the words of a customer: what tells no date is the oldest
   * where it permits and the newest where it protects.
   */
  Instant order() {
    return protects()
        ? said.map(Said::latest).orElse(Instant.MAX)
        : said.map(Said::earliest).orElse(Instant.MIN);
  }

  String verb() {
    return instruction.path("do").asText();
  }

  @Override
  public ObjectNode instruction() {
    return instruction.deepCopy();
  }
}
