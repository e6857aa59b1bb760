package io.consentledger.ledger.evidence;

/** No bundle can be made as it was asked for; {@link #code()} is stable. */
public final class UnprovableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public UnprovableException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code evidence-too-large}. */
  public String code() {
    return code;
  }
}
