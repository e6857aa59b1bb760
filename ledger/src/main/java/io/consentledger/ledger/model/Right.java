package io.consentledger.ledger.model;

/**
 * What a customer may opt out of, or object to. The state stores the place: it grows at its end.
 */
public enum Right {
  /** Selling personal data. */
  SALE,
  /** Sharing it for advertising across contexts. */
  SHARE,
  /** Using sensitive data beyond what was asked for. */
  SENSITIVE,
  /** Decisions made by automated means. */
  AUTOMATED_DECISIONS,
  /** Direct marketing. */
  DIRECT_MARKETING,
  /** Processing that rests on legitimate interests or a public task (GDPR Article 21(1)). */
  OBJECTION,
  /** All processing but storage: a restriction (GDPR Article 18). */
  RESTRICTION
}
