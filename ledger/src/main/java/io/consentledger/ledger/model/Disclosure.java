package io.consentledger.ledger.model;

/** What a disclosure was. */
public enum Disclosure {
  /** To a processor, on the controller's behalf. */
  PROCESSOR,
  /** For advertising across contexts. */
  SHARE,
  /** For money or other value. */
  SALE
}
