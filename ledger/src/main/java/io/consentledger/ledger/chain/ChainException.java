package io.consentledger.ledger.chain;

/** A batch, header or block was refused for what it is; {@link #code()} is stable. */
public final class ChainException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public ChainException(String code, String message) {
    super(message);
    this.code = code;
  }

  public ChainException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code such as {@code block-malformed}. */
  public String code() {
    return code;
  }
}
