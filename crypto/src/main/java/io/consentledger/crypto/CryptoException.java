package io.consentledger.crypto;

/** A signature, key or certificate was refused; {@link #code()} is stable, the message says why. */
public final class CryptoException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public CryptoException(String code, String message) {
    super(message);
    this.code = code;
  }

  public CryptoException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code such as {@code signature-invalid}. */
  public String code() {
    return code;
  }
}
