package io.consentledger.ledger.tx;

/** The limits of transactions, each part of the format: changing one forks a network. */
public final class Limits {
  /** Longest payload in bytes. */
  public static final int PAYLOAD_BYTES_MAX = 16 * 1024;

  /** Longest signature in bytes, of whatever algorithm. */
  public static final int SIGNATURE_BYTES_MAX = 4096;

  /** Longest encoded transaction in bytes. */
  public static final int TRANSACTION_BYTES_MAX =
      Statement.SIZE_BYTES + 2 + SIGNATURE_BYTES_MAX + 4 + PAYLOAD_BYTES_MAX;

  private Limits() {}
}
