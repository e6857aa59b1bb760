package io.consentledger.cli.client;

import io.consentledger.cli.base.ExitCode;
import java.io.PrintStream;

/**
 * While open, an interruption of the process (Ctrl-C, SIGTERM) says what is known of the work under
 * way, and the process ends with exit 3 instead of the shell's code for a signal.
 */
public final class InterruptNotice implements AutoCloseable {
  private final Thread hook;

  private InterruptNotice(Thread hook) {
    this.hook = hook;
  }

  /** Says {@code message} on {@code err} where the process is stopped before {@link #close}. */
  public static InterruptNotice saying(String message, PrintStream err) {
    Thread hook =
        new Thread(
            () -> {
              err.println();
              err.println(message);
              err.flush();
              Runtime.getRuntime().halt(ExitCode.UNKNOWN);
            },
            "interrupt-notice");
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptNotice(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being stopped already: the hook is at work and has the last word.
      Thread.currentThread().interrupt();
    }
  }
}
