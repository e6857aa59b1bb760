package io.consentledger.cli.submit;

import io.consentledger.cli.instruction.Instruction;
import io.consentledger.cli.instruction.Verb;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file: an instruction to be signed here, or a transaction that was signed elsewhere.
 *
 * @param line counted from 1, empty lines included
 */
record Task(int line, @Nullable Instruction instruction, @Nullable Transaction presigned) {
  static Task of(int line, Instruction instruction) {
    return new Task(line, instruction, null);
  }

  static Task of(int line, Transaction presigned) {
    return new Task(line, null, presigned);
  }

  /** True for what later lines build on, whoever they are about. */
  boolean isCatalogue() {
    return instruction != null
        ? instruction.verb().isCatalogue()
        : kind() == Kind.PUBLISH_NOTICE || kind() == Kind.DECLARE_PROCESS;
  }

  /** What it is called in a plan. */
  String label() {
    Verb verb = instruction == null ? null : instruction.verb();
    return verb == null ? "signed " + kind().label() : verb.label();
  }

  Optional<Instruction> toSign() {
    return Optional.ofNullable(instruction);
  }

  private Kind kind() {
    if (presigned != null) {
      return presigned.statement().kind();
    }
    if (instruction != null) {
      return instruction.verb().kind();
    }
    throw new AssertionError("a task is one or the other");
  }
}
