package io.consentledger.ledger.model;

/** What a customer decided about a request for consent. */
public enum DecisionCode {
  /** Consent, within the stated categories and until the stated time. */
  GIVEN,
  /** No consent, and any consent to the same process that stood before ends. */
  REFUSED,
  /** No decision yet; a consent that stands is not touched. */
  DEFERRED
}
