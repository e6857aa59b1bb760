package io.consentledger.consensus;

/**
 * An orderer couldn't do what was asked; {@link #code()} is stable, the message says what to do.
 */
public class OrdererException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public OrdererException(String code, String message) {
    super(message);
    this.code = code;
  }

  public OrdererException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code such as {@code not-leader}. */
  public final String code() {
    return code;
  }
}
