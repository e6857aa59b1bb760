package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.InterruptNotice;
import io.consentledger.cli.instruction.Instruction;
import io.consentledger.cli.instruction.InstructionException;
import io.consentledger.cli.instruction.InstructionSigner;
import io.consentledger.cli.report.PlainWords;
import io.consentledger.cli.report.ReceiptText;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.util.Optional;
import java.util.OptionalInt;

/** A command that records one thing: it makes an instruction, which is signed and submitted. */
abstract class Act extends Action {
  /** What to do, in the form that {@code submit} reads from a file. */
  abstract ObjectNode instruction(Session session) throws CliException;

  /** What this home has to remember once the record stands. Called once, after it was recorded. */
  void recorded(Session session) throws CliException {}

  /** Adds to the JSON result what was done besides. */
  void report(ObjectNode receipt) {}

  /** What is done in place of recording, such as a look ahead, with its exit code; empty: it is. */
  OptionalInt instead(Session session) throws CliException {
    return OptionalInt.empty();
  }

  /** A new instruction that asks for this. */
  static ObjectNode instruct(String what) {
    return Json.object().put("do", what);
  }

  @Override
  int run(Session session) throws CliException {
    OptionalInt instead = instead(session);
    if (instead.isPresent()) {
      return instead.getAsInt();
    }
    Transaction transaction = sign(session);
    String txId = transaction.id().toHex();
    Answer answer;
    InterruptNotice notice =
        InterruptNotice.saying(
            "unknown outcome, ask with: consent tx " + txId, session.surroundings().err());
    try {
      answer = session.client().submit(transaction.encode(), txId);
    } finally {
      notice.close();
    }
    if (!answer.ok()) {
      throw answer.refusal();
    }
    ObjectNode receipt = answer.json();
    ObjectNode payload = payload(transaction);
    recorded(session);
    if (session.json()) {
      receipt.set("payload", payload);
      report(receipt);
      session.printJson(receipt);
    } else {
      String kind = transaction.statement().kind().label();
      session.print("Recorded: " + PlainWords.of(kind, payload) + ".");
      ReceiptText.lines(receipt).forEach(session::print);
    }
    return ExitCode.DONE;
  }

  private Transaction sign(Session session) throws CliException {
    try {
      ObjectNode asked = instruction(session);
      Optional<PrivateDetails> details = PrivateDetails.of(asked);
      Transaction sound = sign(session, asked);
      if (details.isEmpty()) {
        return sound;
      }
      // Only now: what can't be signed must leave nothing at the node.
      details.get().keep(session, asked);
      return sign(session, asked);
    } catch (InstructionException e) {
      throw CliException.usage(
          e.code(), String.valueOf(e.getMessage()), "See the command's --help.");
    }
  }

  private static Transaction sign(Session session, ObjectNode asked)
      throws CliException, InstructionException {
    Instruction instruction = Instruction.of(asked);
    if (asked.has("wallet")) {
      session.wallets().require(asked.path("wallet").asText());
    }
    InstructionSigner signer = session.signer(false);
    signer.check(instruction);
    return signer.sign(instruction, Limits.COMMAND_VALIDITY);
  }

  private static ObjectNode payload(Transaction transaction) {
    try {
      return CanonicalJson.parse(transaction.payload());
    } catch (TransactionException e) {
      throw new AssertionError("a payload of our own is canonical", e);
    }
  }
}
