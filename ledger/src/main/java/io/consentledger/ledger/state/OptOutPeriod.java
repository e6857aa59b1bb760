package io.consentledger.ledger.state;

import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.Right;

/** The time that a controller has to comply with an opt-out. */
final class OptOutPeriod {
  private OptOutPeriod() {}

  /** What the GDPR stops at once (Articles 18(2), 21(1) and (3)); the rest is the CCPA's. */
  static boolean isImmediate(Right right) {
    return switch (right) {
      case SALE, SHARE, SENSITIVE, AUTOMATED_DECISIONS -> false;
      case DIRECT_MARKETING, OBJECTION, RESTRICTION -> true;
    };
  }

  /**
   * Exclusive end of the period, UTC ms. What the GDPR stops has none; the others have the 15
   * business days of the CCPA.
   *
   * @param asOfMs the holidays are those listed at this time, UTC ms
   */
  static long endMs(StateView state, Right right, long optOutMs, long asOfMs) {
    return isImmediate(right)
        ? optOutMs
        : Holidays.asOf(state, HolidayCalendar.US_CA, asOfMs)
            .endMs(optOutMs, Limits.OPT_OUT_GRACE_BUSINESS_DAYS);
  }
}
