package io.consentledger.ledger.model;

/** Whose holidays a list names. */
public enum HolidayCalendar {
  /** State holidays of California (Cal. Gov. Code 6700): for the business days of the CCPA. */
  US_CA("US-CA");

  private final String code;

  HolidayCalendar(String code) {
    this.code = code;
  }

  /**
   * The calendar with this code.
   *
   * @param field where it stands, for the message
   * @throws IllegalArgumentException where there is none
   */
  public static HolidayCalendar ofCode(String field, String code) {
    for (HolidayCalendar known : values()) {
      if (known.code.equals(code)) {
        return known;
      }
    }
    throw new InvalidFieldException(field, "is none of the known codes");
  }

  /** As payloads write it: a country or region code. */
  public String code() {
    return code;
  }
}
