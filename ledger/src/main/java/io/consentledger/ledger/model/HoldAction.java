package io.consentledger.ledger.model;

/** Whether a legal hold begins or ends. */
public enum HoldAction {
  PLACED,
  LIFTED
}
