package io.consentledger.ledger.state;

/** What a reason or a decision amounts to. Where several meet, the first in this order wins. */
public enum Effect {
  DENY,
  /** Can't be decided: treat as a denial. */
  INDETERMINATE,
  /** The question doesn't concern this controller: nothing is permitted by it. */
  NOT_APPLICABLE,
  PERMIT
}
