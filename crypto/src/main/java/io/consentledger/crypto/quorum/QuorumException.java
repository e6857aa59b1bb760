package io.consentledger.crypto.quorum;

/** A vote or certificate was refused; {@link #code()} is stable, the message says why. */
public final class QuorumException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public QuorumException(String code, String message) {
    super(message);
    this.code = code;
  }

  public QuorumException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code such as {@code vote-invalid}. */
  public String code() {
    return code;
  }
}
