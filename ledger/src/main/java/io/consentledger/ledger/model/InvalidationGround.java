package io.consentledger.ledger.model;

/** What a consent lacks, as an authority found: the conditions of GDPR Articles 4(11), 7 and 8. */
public enum InvalidationGround {
  /** Article 7(4): made a condition, or given under pressure. */
  NOT_FREELY_GIVEN,
  /** Article 4(11): asked for together with something else. */
  NOT_SPECIFIC,
  /** Article 4(11): what was told was wrong, missing or hard to understand. */
  NOT_INFORMED,
  /** Article 4(11): taken from silence, a ticked box or inactivity. */
  NOT_UNAMBIGUOUS,
  /** Article 7(1): the controller can't show that it was given. */
  NOT_DEMONSTRATED,
  /** Article 8: a child gave it without whoever holds parental responsibility. */
  CHILD_WITHOUT_GUARDIAN
}
