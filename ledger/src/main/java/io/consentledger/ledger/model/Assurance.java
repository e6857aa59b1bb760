package io.consentledger.ledger.model;

/**
 * Who held the key that signs for a customer; only the first one proves that the customer acted.
 */
public enum Assurance {
  SUBJECT_HELD,
  AGENT_HELD,
  CONTROLLER_HELD,
  IMPORTED_UNSIGNED
}
