package io.consentledger.ledger.model;

/** How a preference reached the controller. */
public enum PreferenceSource {
  FORM,
  /** Global Privacy Control header. */
  GPC,
  /** IAB Global Privacy Platform string. */
  GPP,
  /** The deletion platform of California. */
  DROP,
  AGENT,
  PHONE,
  IN_PERSON
}
