package io.consentledger.cli.instruction;

/** One instruction isn't as it must be; {@link #code()} is stable. */
public final class InstructionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public InstructionException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code field-unknown}. */
  public String code() {
    return code;
  }
}
