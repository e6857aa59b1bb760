package io.consentledger.ledger.state;

import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.Right;

/** The time that a controller has to comply with an opt-out. */
final class OptOutPeriod {
  private OptOutPeriod() {}

  /**
   * Exclusive end of the period, UTC ms. Direct marketing has none: GDPR Article 21(3) stops it at
   * once; the others have the 15 business days of the CCPA.
   *
   * @param asOfMs the holidays are those listed at this time, UTC ms
   */
  static long endMs(StateView state, Right right, long optOutMs, long asOfMs) {
    return right == Right.DIRECT_MARKETING
        ? optOutMs
        : Holidays.asOf(state, HolidayCalendar.US_CA, asOfMs)
            .endMs(optOutMs, Limits.OPT_OUT_GRACE_BUSINESS_DAYS);
  }
}
