package io.consentledger.ledger.genesis;

/** A genesis file was refused; the message names the field and what it should be. */
public final class GenesisException extends Exception {
  private static final long serialVersionUID = 1L;

  public GenesisException(String message) {
    super(message);
  }

  public GenesisException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Always {@code genesis-invalid}. */
  public String code() {
    return "genesis-invalid";
  }
}
