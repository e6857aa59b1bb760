package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Right;

/** The time that a recipient has to acknowledge: docs/decisions/0107. */
final class RecallPeriod {
  private RecallPeriod() {}

  /**
   * Exclusive end of the period, UTC ms. An opt-out under the CCPA must have reached third parties
   * when the controller's own 15 business days are over; all else has the month of GDPR Article
   * 12(3), objections and restrictions too.
   *
   * @param asOfMs the holidays are those listed at this time, UTC ms
   */
  static long endMs(StateView state, Recall recall, long asOfMs) {
    if (recall.cause() == RecallCause.OPTED_OUT) {
      Right right = Right.valueOf(recall.matter());
      if (!OptOutPeriod.isImmediate(right)) {
        return OptOutPeriod.endMs(state, right, recall.sinceMs(), asOfMs);
      }
    }
    return BusinessDays.plusMonths(recall.sinceMs(), Limits.RECALL_MONTHS);
  }
}
