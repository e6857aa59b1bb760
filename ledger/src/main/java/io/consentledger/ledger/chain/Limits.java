package io.consentledger.ledger.chain;

/** The limits of batches and blocks, each part of the format: changing one forks a network. */
public final class Limits {
  /** Most transactions of one batch, and so of one block. */
  public static final int TRANSACTIONS_MAX = 10_000;

  /** Longest encoded batch in bytes. */
  public static final int BATCH_BYTES_MAX = 4 * 1024 * 1024;

  /** Longest encoded block in bytes: a batch, with an entry beside each transaction. */
  public static final int BLOCK_BYTES_MAX =
      BATCH_BYTES_MAX + TRANSACTIONS_MAX * Entry.SIZE_BYTES + Header.SIZE_BYTES + 16;

  private Limits() {}
}
