package io.consentledger.cli.instruction;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload in the making: an instruction, read as the values that payloads hold.
 *
 * @param party the controller, or whose catalogue it is
 * @param subject the customer's pseudonym; a placeholder is good for a check
 */
record Draft(Instruction what, Salt salt, PartyId party, SubjectRef subject) {
  ProcessRef process() {
    return ProcessRef.ofText(what.text(Field.PROCESS));
  }

  /** What ends a consent ends that to every version, so that the version may be left out. */
  String processId() {
    String text = what.text(Field.PROCESS);
    return text.indexOf('@') < 0 ? text : ProcessRef.ofText(text).id();
  }

  List<String> categories() {
    return what.texts(Field.DATA_CATEGORIES);
  }

  @Nullable TxId reliesOn() {
    return what.has(Field.RELIES_ON) ? txId(Field.RELIES_ON) : null;
  }

  @Nullable Digest details() {
    return what.has(Field.DETAILS) ? Digest.fromHex(what.text(Field.DETAILS)) : null;
  }

  TxId txId(Field field) {
    return TxId.fromHex(what.text(field));
  }
}
