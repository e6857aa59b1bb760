package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Something that a document asks for.
 *
 * @param line where the document says it, from 1
 * @param person who, in the document's own terms: kept private in the home, never on the ledger
 * @param instruction as {@code consent submit} takes it, but for {@code wallet} and {@code
 *     controller}
 * @param because what the document says, in a few words without anything personal
 */
public record ImportStep(int line, String person, ObjectNode instruction, String because) {
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

  String verb() {
    return instruction.path("do").asText();
  }

  @Override
  public ObjectNode instruction() {
    return instruction.deepCopy();
  }
}
