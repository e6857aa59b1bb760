package io.consentledger.consensus.certify;

import java.io.IOException;

/**
 * Certification can't start; {@link #code()} is stable, the message says what the operator can do.
 */
public final class CertifierStartException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public CertifierStartException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code vote-lock-damaged}. */
  public String code() {
    return code;
  }
}
