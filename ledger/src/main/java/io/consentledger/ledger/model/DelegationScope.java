package io.consentledger.ledger.model;

/** What a delegate may do for a customer. */
public enum DelegationScope {
  /** Give, refuse and put off consent; and withdraw, which never needs more than giving did. */
  DECIDE,
  /** Withdraw consent. */
  WITHDRAW,
  /** Opt out and in. */
  PREFERENCE,
  /** Make requests about the data, and take them back. */
  REQUEST
}
