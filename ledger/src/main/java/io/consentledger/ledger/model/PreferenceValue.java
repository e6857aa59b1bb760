package io.consentledger.ledger.model;

/** The two positions of a preference; none recorded is a third one. */
public enum PreferenceValue {
  /** Deny. */
  OPTED_OUT,
  /** Allow again, or for the first time where the law asks for it. */
  OPTED_IN
}
