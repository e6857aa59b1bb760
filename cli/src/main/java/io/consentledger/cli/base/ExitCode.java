package io.consentledger.cli.base;

/** The exit codes of {@code consent}, the same for every command. */
public final class ExitCode {
  /** It was done, or the answer is yes. */
  public static final int DONE = 0;

  /** It was refused, or the answer is no. */
  public static final int REFUSED = 1;

  /** The command line, a file or the environment isn't as it must be; nothing was sent. */
  public static final int USAGE = 2;

  /** No node could be reached, or the outcome is unknown. */
  public static final int UNKNOWN = 3;

  private ExitCode() {}
}
