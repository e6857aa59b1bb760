package io.consentledger.ledger.tx;

/** Bytes that are not what their format says; the decoder that asked gives it a code. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public MalformedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong, in words. */
  public String reason() {
    return reason;
  }
}
