package io.consentledger.ledger;

/** The ledger can't be opened or can't take a block; the message says what the operator can do. */
public final class LedgerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public LedgerException(String code, String message) {
    super(message);
    this.code = code;
  }

  public LedgerException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code such as {@code ledger-damaged}. */
  public String code() {
    return code;
  }
}
