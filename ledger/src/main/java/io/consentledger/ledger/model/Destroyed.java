package io.consentledger.ledger.model;

/** What an erasure destroyed. */
public enum Destroyed {
  /** The private details behind commitments of this relationship's records. */
  DETAILS,
  /** The random numbers without which no guess about a commitment can be tested. */
  OPENINGS,
  /** The keys under which details were encrypted: older copies of them open no more. */
  KEYS,
  /** What tied the pseudonym to a person. */
  MAPPINGS,
  /** The data themselves, in the organisation's own systems. */
  DATA
}
