package io.consentledger.ledger.state;

/** The bounds and periods of the rules. A change of one changes what nodes decide: a fork. */
public final class Limits {
  /** Milliseconds of a UTC day; leap seconds are not counted. */
  public static final long DAY_MS = 86_400_000L;

  /** Longest validity of a grant from the time of its block: ten years of 366 days. */
  public static final long CONSENT_VALIDITY_MS_MAX = 3_660L * DAY_MS;

  /** CCPA 11 CCR 7026 and 7027: business days to comply with an opt-out. */
  public static final int OPT_OUT_GRACE_BUSINESS_DAYS = 15;

  /** CCPA Civ. 1798.135(c)(4): months before a customer may be asked to opt in again. */
  public static final int OPT_IN_REQUEST_WAIT_MONTHS = 12;

  /** 11 CCR 7021(a): business days to confirm the receipt of a request. */
  public static final int CCPA_ACKNOWLEDGE_BUSINESS_DAYS = 10;

  /** Civ. 1798.130(a)(2) and 11 CCR 7021(b): calendar days to answer a request. */
  public static final int CCPA_ANSWER_DAYS = 45;

  /** The same: calendar days that an extension adds. */
  public static final int CCPA_EXTENSION_DAYS = 45;

  /** GDPR Article 12(3): months to answer a request. */
  public static final int GDPR_ANSWER_MONTHS = 1;

  /** GDPR Article 12(3): months that an extension adds. */
  public static final int GDPR_EXTENSION_MONTHS = 2;

  /** GDPR Article 12(3): months in which a recipient acknowledges what reached it. */
  public static final int RECALL_MONTHS = 1;

  private Limits() {}
}
