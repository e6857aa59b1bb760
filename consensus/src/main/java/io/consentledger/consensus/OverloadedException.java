package io.consentledger.consensus;

/** The batch was not taken, because too much is in flight ({@code overloaded}): try again soon. */
public final class OverloadedException extends OrdererException {
  private static final long serialVersionUID = 1L;

  public OverloadedException(String message) {
    super("overloaded", message);
  }

  public OverloadedException(String message, Throwable cause) {
    super("overloaded", message, cause);
  }
}
