package io.consentledger.ledger.json;

/** The limits of canonical JSON, each part of the format: changing one forks a network. */
public final class Limits {
  /** Deepest nesting: the outermost object counts as one. */
  public static final int JSON_DEPTH_MAX = 16;

  /** Longest string in UTF-16 units. Payloads are bounded by their own size before that. */
  public static final int JSON_STRING_CHARS_MAX = 64 * 1024;

  /** Longest name of a field in UTF-16 units. */
  public static final int JSON_NAME_CHARS_MAX = 256;

  /** Longest spelling of a number, sign included: longer ones are refused unread. */
  public static final int JSON_NUMBER_CHARS_MAX = 32;

  /** Largest integer: what every JSON implementation holds exactly (RFC 7493). */
  public static final long JSON_INTEGER_MAX = (1L << 53) - 1;

  private Limits() {}
}
