package io.consentledger.crypto;

/** A proof doesn't show what it is said to show; the message says where it failed. */
public final class ProofException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProofException(String message) {
    super(message);
  }

  /** A stable code: {@code proof-invalid}. */
  public String code() {
    return "proof-invalid";
  }
}
