package io.consentledger.consensus;

import java.io.IOException;

/**
 * Ordering couldn't start; {@link #code()} is stable, the message says what the operator can do.
 */
public final class OrdererStartException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public OrdererStartException(String code, String message) {
    super(message);
    this.code = code;
  }

  public OrdererStartException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code such as {@code raft-log-damaged}. */
  public String code() {
    return code;
  }
}
