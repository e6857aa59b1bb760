package io.consentledger.cli.formats;

/** A document, or a line of one, isn't as its format says; {@link #code()} is stable. */
public final class FormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  FormatException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code drop-row}. */
  public String code() {
    return code;
  }

  /** What is wrong; never the content, which may name a person. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
