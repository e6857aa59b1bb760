package io.consentledger.ledger.model;

/** What a customer asks of a controller. */
public enum RequestRight {
  /** To see the data: GDPR Article 15, Cal. Civ. Code 1798.110. */
  ACCESS,
  /** To have the data erased: GDPR Article 17, Cal. Civ. Code 1798.105. */
  DELETE,
  /** To have the data put right: GDPR Article 16, Cal. Civ. Code 1798.106. */
  CORRECT,
  /**
   * To have the data in a portable form: GDPR Article 20, Cal. Civ. Code 1798.130(a)(3)(B)(iii).
   */
  PORTABILITY
}
