package io.consentledger.ledger.tx;

/**
 * A transaction was refused for what it is, whatever the state: {@link #code()} is stable, the
 * message says what is wrong and never quotes a payload.
 */
public final class TransactionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public TransactionException(String code, String message) {
    super(message);
    this.code = code;
  }

  public TransactionException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code such as {@code transaction-malformed}. */
  public String code() {
    return code;
  }
}
