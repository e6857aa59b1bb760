package io.consentledger.ledger.model;

/**
 * Why data must not be erased for now: GDPR Article 17(3), and what a court or regulator orders.
 */
public enum HoldGround {
  /** Legal claims are made, pursued or defended (Article 17(3)(e)). */
  LEGAL_CLAIM,
  /** A law demands that it is kept (Article 17(3)(b)). */
  LEGAL_OBLIGATION,
  /** A court or a regulator ordered it. */
  ORDER,
  /** An investigation is going on. */
  INVESTIGATION
}
