package io.consentledger.cli.submit;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.instruction.Instruction;
import io.consentledger.cli.instruction.InstructionException;
import io.consentledger.cli.instruction.InstructionSigner;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.util.Objects;
import java.util.Optional;

/** Signs lines and notes the bytes in the journal. Any thread. */
final class SigningDesk {
  private final InstructionSigner signer;
  private final Journal journal;

  SigningDesk(InstructionSigner signer, Journal journal) {
    this.signer = signer;
    this.journal = journal;
  }

  /** The line's transaction: that of an earlier run, or a new one, which must be synced next. */
  synchronized Work take(Task task) throws CliException {
    Optional<Bytes> earlier = journal.known(task.line()).flatMap(Journal.Known::wire);
    if (earlier.isPresent()) {
      return Work.of(task, decode(earlier.get()), true);
    }
    Transaction transaction = sign(task);
    journal.signed(task.line(), transaction.encode());
    return Work.of(task, transaction, false);
  }

  /**
   * Signs a line again, durably, whose earlier transaction expired before it was committed, so that
   * it never will be.
   */
  synchronized Work again(Task task) throws CliException {
    Transaction transaction = sign(task);
    journal.signed(task.line(), transaction.encode());
    journal.sync();
    return Work.of(task, transaction, false);
  }

  /** Takes note that a line was recorded, before the journal says so. */
  synchronized void recorded(Work work) throws CliException {
    Optional<Instruction> instruction = work.task().toSign();
    if (instruction.isPresent()) {
      signer.recorded(instruction.get(), decode(work.wire()));
    }
  }

  private Transaction sign(Task task) throws CliException {
    Optional<Instruction> instruction = task.toSign();
    if (instruction.isEmpty()) {
      return Objects.requireNonNull(task.presigned());
    }
    try {
      return signer.sign(instruction.get(), Limits.SUBMISSION_VALIDITY);
    } catch (InstructionException e) {
      throw CliException.usage(
          e.code(),
          new Mistake(task.line(), e.code(), String.valueOf(e.getMessage())).toString(),
          "Correct the line.");
    }
  }

  private static Transaction decode(Bytes wire) throws CliException {
    try {
      return Transaction.decode(wire);
    } catch (TransactionException e) {
      throw CliException.usage(
          "journal-damaged", "the journal holds no transaction: " + e.getMessage(), "Restore it.");
    }
  }
}
