package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Right;

/** The time that a controller has to comply with an opt-out. */
public final class OptOutPeriod {
  private OptOutPeriod() {}

  /**
   * Exclusive end of the period, UTC ms. Direct marketing has none: GDPR Article 21(3) stops it at
   * once; the others have the 15 business days of the CCPA.
   */
  public static long endMs(Right right, long optOutMs) {
    return right == Right.DIRECT_MARKETING
        ? optOutMs
        : BusinessDays.WITHOUT_HOLIDAYS.endMs(optOutMs, Limits.OPT_OUT_GRACE_BUSINESS_DAYS);
  }
}
