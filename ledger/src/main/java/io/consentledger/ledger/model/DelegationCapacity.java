package io.consentledger.ledger.model;

/** As what somebody acts for a customer. The rules are the same for both. */
public enum DelegationCapacity {
  /** An authorised agent, CCPA Civ. 1798.135(e) and 11 CCR 7063. */
  AGENT,
  /** Somebody with parental responsibility (GDPR Article 8) or otherwise entitled by law. */
  GUARDIAN
}
