package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.Right;
import java.util.EnumSet;
import java.util.Set;

/** Which preferences bear on which process and operation. */
final class Rights {
  private static final String DIRECT_MARKETING = "DirectMarketing";

  private Rights() {}

  /**
   * The rights that a process touches at all: those that a request to consent to it would undo.
   * None of them is an objection or a restriction: the one is to processing that rests on no
   * consent, and consent is what the other leaves room for.
   */
  static Set<Right> of(ProcessVersion process) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    if (process.flags().contains(ProcessFlag.SALE)) {
      rights.add(Right.SALE);
    }
    if (process.flags().contains(ProcessFlag.SHARE)) {
      rights.add(Right.SHARE);
    }
    if (process.isSensitive()) {
      rights.add(Right.SENSITIVE);
    }
    if (process.flags().contains(ProcessFlag.AUTOMATED_DECISIONS)) {
      rights.add(Right.AUTOMATED_DECISIONS);
    }
    if (process.purposes().contains(DIRECT_MARKETING)) {
      rights.add(Right.DIRECT_MARKETING);
    }
    return rights;
  }

  /**
   * The rights whose opt-out forbids this operation: a sale or sharing always touches its own
   * right; collecting touches none of the others but an objection; what the law binds to isn't
   * stopped by a preference, but for a sale, sharing and direct marketing. A restriction is judged
   * by {@link Assessor}: it asks for the consent too.
   */
  static Set<Right> of(ProcessVersion process, Operation operation) {
    Set<Right> rights = of(process);
    rights.remove(Right.SALE);
    rights.remove(Right.SHARE);
    if (operation == Operation.COLLECT) {
      rights.clear();
    }
    if (operation != Operation.USE) {
      rights.remove(Right.AUTOMATED_DECISIONS);
    }
    if (LegalBasis.isBinding(process.legalBasis())) {
      rights.remove(Right.SENSITIVE);
      rights.remove(Right.AUTOMATED_DECISIONS);
    }
    if (operation == Operation.SELL) {
      rights.add(Right.SALE);
    }
    if (operation == Operation.SHARE) {
      rights.add(Right.SHARE);
    }
    if (LegalBasis.isObjectionable(process.legalBasis())) {
      rights.add(Right.OBJECTION);
    }
    return rights;
  }
}
