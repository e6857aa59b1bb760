package io.consentledger.ledger.genesis;

/** The limits of a genesis file. */
public final class Limits {
  /** Longest genesis file in bytes. */
  public static final int GENESIS_BYTES_MAX = 4 * 1024 * 1024;

  /** Most organisations of one network. */
  public static final int ORGANISATIONS_MAX = 1000;

  /** Longest title of an organisation in UTF-16 units. */
  public static final int TITLE_CHARS_MAX = 200;

  /** Longest certificate of an organisation's CA, DER, in bytes. */
  public static final int CERTIFICATE_BYTES_MAX = 8 * 1024;

  /** Widest allowed difference between a validator's clock and a block's time. */
  public static final long ALLOWED_DRIFT_MS_MAX = 3_600_000;

  /** Authorities whose time-stamps count. */
  static final int TIMESTAMP_AUTHORITIES_MAX = 16;

  private Limits() {}
}
