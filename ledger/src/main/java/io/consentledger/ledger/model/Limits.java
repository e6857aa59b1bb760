package io.consentledger.ledger.model;

/** Every bound on what a payload may hold. A change of one changes what nodes accept: a fork. */
public final class Limits {
  /** Random bytes in every payload, so that the hash of an erased payload can't be guessed. */
  public static final int SALT_SIZE_BYTES = 16;

  /** Characters of a notice's or process's identifier. */
  public static final int IDENTIFIER_CHARS_MAX = 64;

  /** Characters of an organisation's name. */
  public static final int PARTY_NAME_CHARS_MAX = 31;

  /** Characters of a vocabulary term. */
  public static final int TERM_CHARS_MAX = 64;

  /** Highest version of a notice or process; the first is 1. */
  public static final int VERSION_MAX = 1_000_000;

  /** Languages of one notice version. */
  public static final int LANGUAGES_MAX = 32;

  /** Characters of a notice's address. */
  public static final int URI_CHARS_MAX = 512;

  /** Purposes of one process version. */
  public static final int PURPOSES_MAX = 32;

  /** Data categories of one process version, decision or fact. */
  public static final int DATA_CATEGORIES_MAX = 128;

  /** Processes that one certificate of erasure names. */
  public static final int ERASED_PROCESSES_MAX = 128;

  /** Recipients of one process version. */
  public static final int RECIPIENTS_MAX = 256;

  /** Storage locations of one process version. */
  public static final int STORAGE_LOCATIONS_MAX = 64;

  /** First year of a list of holidays. */
  public static final int HOLIDAY_YEAR_MIN = 2000;

  /** Last year of a list of holidays. */
  public static final int HOLIDAY_YEAR_MAX = 2199;

  /** Days of one list of holidays. */
  public static final int HOLIDAYS_MAX = 64;

  /** Longest declared retention: a hundred years. */
  public static final int RETENTION_DAYS_MAX = 36_525;

  /** Largest integer of the restricted JSON form: 2^53 - 1. */
  public static final long INTEGER_MAX = 9_007_199_254_740_991L;

  private Limits() {}
}
