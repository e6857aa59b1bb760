package io.consentledger.ledger.model;

/** Marks of a process that carry rules of their own. */
public enum ProcessFlag {
  /** Data may be sold under this process. */
  SALE,
  /** Data may be shared under this process. */
  SHARE,
  /** Sensitive data: explicit consent, or a legal basis for special categories. */
  SENSITIVE,
  /** Decisions by automated means. */
  AUTOMATED_DECISIONS,
  /** Children: a sale or sharing needs an opt-in. */
  CHILD
}
