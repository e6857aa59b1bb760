package io.consentledger.ledger.model;

/** Why a key is to count no longer. The consequence is the same for all. */
public enum RevocationReason {
  /** Somebody else may hold it. */
  COMPROMISED,
  /** Another key took its place. */
  SUPERSEDED,
  /** It is needed no longer. */
  UNUSED
}
