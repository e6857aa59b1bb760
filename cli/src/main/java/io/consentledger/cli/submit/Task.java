package io.consentledger.cli.submit;

import io.consentledger.cli.instruction.Instruction;
import io.consentledger.cli.instruction.Verb;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.util.Objects;
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

  /**
   * What builds on what: lines of one phase don't need each other, unless they share a {@link
   * #lane}. Processes build on notices, everything else on both. The end of a key must not overtake
   * what the key signed.
   */
  enum Phase {
    NOTICES,
    PROCESSES,
    CUSTOMERS,
    REVOCATIONS
  }

  Phase phase() {
    return switch (kind()) {
      case PUBLISH_NOTICE, PUBLISH_HOLIDAYS -> Phase.NOTICES;
      case DECLARE_PROCESS -> Phase.PROCESSES;
      case ROTATE_KEY, REVOKE_KEY -> Phase.REVOCATIONS;
      default -> Phase.CUSTOMERS;
    };
  }

  /**
   * Lines with the same value are sent in order, one after the other: those of a customer's stream,
   * and the versions of one notice or process.
   */
  int lane(StreamId stream) {
    String id = instruction == null ? "" : instruction.catalogueId();
    return Objects.hash(stream, id);
  }

  /** The relationship whose key this ends; empty where it ends none of this home's keys. */
  Optional<String> endsKeyOf() {
    return instruction == null || phase() != Phase.REVOCATIONS
        ? Optional.empty()
        : instruction.wallet().map(wallet -> wallet + '|' + instruction.organisation());
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
