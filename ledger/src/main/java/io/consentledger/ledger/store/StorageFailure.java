package io.consentledger.ledger.store;

/**
 * The store couldn't read or write, or what it read isn't what was written. Nobody goes on from
 * this: the node stops, and the operator runs fsck, restores or fetches the ledger from its peers.
 */
public final class StorageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  StorageFailure(String code, String message) {
    super(message);
    this.code = code;
  }

  StorageFailure(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A row that can't be what was written. */
  public static StorageFailure damaged(String what, Throwable cause) {
    return new StorageFailure("storage-damaged", "damaged: " + what, cause);
  }

  /** A row that can't be what was written, or that is missing where another names it. */
  public static StorageFailure damaged(String what) {
    return new StorageFailure("storage-damaged", "damaged: " + what);
  }

  /**
   * {@code storage-damaged}, {@code disk-full}, {@code storage-failed} or {@code storage-closed}.
   */
  public String code() {
    return code;
  }
}
