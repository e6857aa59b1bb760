package io.consentledger.ledger.model;

/** What became of a request. The last three end it. */
public enum RequestStatusCode {
  /** Its receipt was confirmed. */
  ACKNOWLEDGED,
  /** More time was taken, and the customer told why. */
  EXTENDED,
  /** What was asked for was done. */
  COMPLETED,
  /** It was not done, and the customer told why. */
  DENIED,
  /** The customer wants it no longer. */
  CANCELLED;

  /** Whether nothing can follow. */
  public boolean isFinal() {
    return this == COMPLETED || this == DENIED || this == CANCELLED;
  }

  /** Whether it goes with a {@link RequestReason}. */
  boolean needsReason() {
    return this == EXTENDED || this == DENIED;
  }
}
