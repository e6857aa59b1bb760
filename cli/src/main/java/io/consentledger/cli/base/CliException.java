package io.consentledger.cli.base;

/**
 * A command can't go on. Carries what the user sees: what happened (the message), a stable code,
 * what to do next, and the exit code.
 */
public final class CliException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String code;
  private final String action;

  private CliException(int exitCode, String code, String message, String action) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.action = action;
  }

  /** Refused, or a negative answer: exit 1. */
  public static CliException refused(String code, String message, String action) {
    return new CliException(ExitCode.REFUSED, code, message, action);
  }

  /** A mistake in what was given to the command: exit 2, nothing was sent. */
  public static CliException usage(String code, String message, String action) {
    return new CliException(ExitCode.USAGE, code, message, action);
  }

  /** No node answered, or nobody knows whether it happened: exit 3. */
  public static CliException unknown(String code, String message, String action) {
    return new CliException(ExitCode.UNKNOWN, code, message, action);
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** A stable code such as {@code wallet-unknown}. */
  public String code() {
    return code;
  }

  /** What the user can do next, one sentence. */
  public String action() {
    return action;
  }

  /** The text for standard error: what happened with its code, then what to do. */
  public String display() {
    String first = "error: " + Printable.text(String.valueOf(getMessage())) + " [" + code + "]";
    return action.isEmpty() ? first : first + System.lineSeparator() + "  " + action;
  }
}
