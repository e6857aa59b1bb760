package io.consentledger.ledger.model;

/**
 * Who held the key that signs for a customer; only the first one proves that the customer acted.
 * From the strongest to the weakest.
 */
public enum Assurance {
  SUBJECT_HELD,
  AGENT_HELD,
  CONTROLLER_HELD,
  IMPORTED_UNSIGNED;

  /** The one of the two that proves less: a delegate is no better than who appointed it. */
  public Assurance weaker(Assurance other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
