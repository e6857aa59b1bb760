package io.consentledger.ledger.genesis;

/** What an organisation may do, in the terms of docs/explanation/consent-model.md. */
public enum Role {
  /** Decides why and how data is processed: publishes notices, declares processes. */
  CONTROLLER,
  /** Processes for a controller. */
  PROCESSOR,
  /** Receives data of its own accord. */
  RECIPIENT,
  /** Acts for customers (the authorised agent of the CCPA). */
  AGENT,
  /** A regulator or an auditor. */
  AUTHORITY
}
