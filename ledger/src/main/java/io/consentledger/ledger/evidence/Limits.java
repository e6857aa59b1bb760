package io.consentledger.ledger.evidence;

/** The limits of evidence bundles. Those of the format are the same for every verifier. */
public final class Limits {
  /** Longest bundle in bytes; part of the format. */
  public static final int BUNDLE_BYTES_MAX = 64 << 20;

  /**
   * Most commas in a bundle, so most values: what a reader needs of memory is bounded by it, not
   * only by the bytes; part of the format.
   */
  public static final int BUNDLE_COMMAS_MAX = 500_000;

  /**
   * Latest time of a block, UTC milliseconds: the last one of the year 9999. Part of the format.
   */
  public static final long BLOCK_TIME_MS_MAX = 253_402_300_799_999L;

  /** Most subjects of one claim; part of the format. */
  public static final int SUBJECTS_MAX = 1_000;

  /** Most hashes of one path: heights have 63 bits; part of the format. */
  public static final int PATH_HASHES_MAX = 64;

  /** Longest signature in bytes: its length has two bytes where it is hashed; of the format. */
  public static final int SIGNATURE_BYTES_MAX = 0xffff;

  /** Most streams of a receipt: the record's, and the one that brings its key; of the format. */
  public static final int RECEIPT_STREAMS_MAX = 2;

  /** Most data categories that a claim's question names; part of the format. */
  public static final int CHECK_CATEGORIES_MAX = 64;

  /** Longest name in a claim's question, in characters; part of the format. */
  public static final int NAME_CHARS_MAX = 128;

  /**
   * Most records that the builder puts into one bundle. At about 3 KB each, and some copies while
   * it is written, one takes some 60 MB of a node's heap.
   */
  public static final int BUILD_RECORDS_MAX = 5_000;

  private Limits() {}
}
