package io.consentledger.crypto.timestamp;

/** The bounds of time-stamps. */
public final class Limits {
  /** One token with its certificates, in bytes. */
  public static final int TOKEN_BYTES_MAX = 64 * 1024;

  private Limits() {}
}
