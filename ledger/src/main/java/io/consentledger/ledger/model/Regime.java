package io.consentledger.ledger.model;

/** The law under which a customer asks; it sets the deadlines. */
public enum Regime {
  /** Regulation (EU) 2016/679, Article 12(3). */
  GDPR,
  /** California: Cal. Civ. Code 1798.130(a)(2) and 11 CCR 7021. */
  CCPA
}
