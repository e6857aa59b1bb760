package io.consentledger.ledger.model;

/** What is done with data, as rules and queries see it. */
public enum Operation {
  COLLECT,
  USE,
  /** Hand over to a processor. */
  DISCLOSE,
  SELL,
  SHARE
}
