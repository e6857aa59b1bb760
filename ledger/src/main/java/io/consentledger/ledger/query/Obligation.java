package io.consentledger.ledger.query;

/**
 * What goes with a decision.
 *
 * @param value as the code says; empty where it takes none
 */
public record Obligation(Code code, String value) {
  /** What is owed. */
  public enum Code {
    /** The grant ends; value: UTC ms, exclusive. Ask again before. */
    EXPIRES_AT,
    /** Keep the data no longer; value: days. */
    RETAIN_DAYS_MAX,
    /** An opt-out must be complied with; value: UTC ms, exclusive end of the period. */
    COMPLY_BEFORE,
    /** Tell a recipient that got data since the opt-out; value: its name. */
    NOTIFY_RECIPIENT,
    /**
     * Consent was withdrawn, revoked or invalidated: erase what no other legal basis covers (GDPR
     * Article 17(1)(b), (a) and (d)).
     */
    ERASE_UNLESS_OTHER_BASIS
  }
}
