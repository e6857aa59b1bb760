package io.consentledger.ledger;

/** The last position of the ordered log that the ledger has taken in. */
public record Applied(long term, long index) {
  /** The index before anything was applied, with term 0. */
  public static final long NONE = -1;
}
