package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;

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
  public ImportStep {
    instruction = instruction.deepCopy();
  }

  @Override
  public ObjectNode instruction() {
    return instruction.deepCopy();
  }
}
