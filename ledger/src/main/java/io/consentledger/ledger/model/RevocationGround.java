package io.consentledger.ledger.model;

/** Why a controller ends a consent that it was given. The consequence is the same for all. */
public enum RevocationGround {
  /** The processing is done no longer. */
  PROCESS_ENDED,
  /** The controller deals with this customer no longer. */
  RELATIONSHIP_ENDED,
  /** What the customer was told was wrong or incomplete, so the consent can't be relied on. */
  NOTICE_DEFECTIVE,
  /** There are doubts about the consent, and the controller doesn't want to rely on it. */
  PRECAUTION
}
