package io.consentledger.ledger.state;

/** Why recipients must hear. The state stores the place: the list grows at its end only. */
public enum RecallCause {
  /** The customer, or the controller for them, withdrew consent to a process. */
  WITHDRAWN,
  /** The customer refused a process that a live consent stood for. */
  REFUSED,
  /** The customer opted out of a right. */
  OPTED_OUT,
  /** The controller ended the consent. */
  REVOKED,
  /** An authority found that the consent was none. */
  INVALIDATED,
  /** The controller erased what it held, and certified it. */
  ERASED
}
