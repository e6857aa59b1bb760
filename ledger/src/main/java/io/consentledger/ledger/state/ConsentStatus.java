package io.consentledger.ledger.state;

/**
 * Where consent to a process stands. None recorded means unknown: never asked. Expiry is not a
 * status: it follows from the time asked about.
 */
public enum ConsentStatus {
  REQUESTED,
  GIVEN,
  /** Given again while it still held. */
  RENEWED,
  REFUSED,
  DEFERRED,
  /** Ended by the customer. */
  WITHDRAWN,
  /** Ended by the controller. */
  REVOKED,
  /** Ended by an authority, which found that it was no valid consent. */
  INVALIDATED
}
