package io.consentledger.ledger.model;

/** What is left after an erasure. Something always is: the ledger forgets nothing. */
public enum Residue {
  /** The entries on the ledger: pseudonyms, codes, times and commitments that nobody can open. */
  LEDGER_ENTRIES,
  /**
   * The same, and a token in the private store by which the customer's opt-outs are still obeyed.
   */
  SUPPRESSION_TOKEN
}
