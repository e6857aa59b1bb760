package io.consentledger.ledger.state;

/** How much a finding weighs. */
public enum Severity {
  /** Something doesn't fit; by itself it breaks no rule. */
  WARNING,
  /** Against the customer's wish, within the time that the rule leaves to comply. */
  GRACE,
  /** Against a rule. */
  VIOLATION
}
