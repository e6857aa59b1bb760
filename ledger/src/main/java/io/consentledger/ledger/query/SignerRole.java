package io.consentledger.ledger.query;

/** As what somebody signed a record. */
public enum SignerRole {
  /** The customer. */
  SUBJECT,
  /** Who acted for the customer under a delegation, as an agent. */
  AGENT,
  /** Who acted for the customer under a delegation, as a guardian. */
  GUARDIAN,
  /** The organisation whose customer or catalogue it is. */
  CONTROLLER,
  /** Another organisation that has or had data: a processor or a third party, GDPR Article 4(9). */
  RECIPIENT,
  /** A regulator or an auditor. */
  AUTHORITY
}
