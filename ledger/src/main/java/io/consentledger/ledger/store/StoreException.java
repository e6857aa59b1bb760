package io.consentledger.ledger.store;

/** The store can't be opened; {@link #code()} is stable, the message says what to do. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String reason;

  StoreException(String code, String reason, Throwable cause) {
    super(reason, cause);
    this.code = code;
    this.reason = reason;
  }

  /** {@code ledger-damaged}, {@code ledger-in-use} or {@code ledger-unreadable}. */
  public String code() {
    return code;
  }

  /** What is wrong and what to do. */
  public String reason() {
    return reason;
  }
}
