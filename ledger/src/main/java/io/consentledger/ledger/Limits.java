package io.consentledger.ledger;

/** The limits of the ledger on one node: they bound memory, and change no byte of a block. */
public final class Limits {
  /**
   * Heap for verified transactions that are remembered between admission and their block, about.
   */
  public static final long VERIFIED_BYTES_MAX = 48L << 20;

  /** What a byte of a transaction takes on the heap once its payload is parsed, about. */
  static final int VERIFIED_HEAP_FACTOR = 4;

  /** What a verified transaction takes on the heap beside that, about. */
  static final int VERIFIED_OVERHEAD_BYTES = 1_024;

  /** Decoded keys of customers that are kept: decoding one costs more than using it. */
  public static final int DECODED_KEYS_MAX = 16_384;

  /** Most entries of one answer about a stream's history, or of findings. */
  public static final int HISTORY_ENTRIES_MAX = 10_000;

  /** Problems that one fsck reports before it stops looking for more. */
  public static final int FSCK_PROBLEMS_MAX = 1_000;

  /** Rows that fsck compares at a time. */
  public static final int FSCK_ROWS_AT_A_TIME = 1_000;

  private Limits() {}
}
