package io.consentledger.ledger.model;

/** What a customer may opt out of. */
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
  DIRECT_MARKETING
}
