package io.consentledger.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal for something that the screen doesn't show. */
@FunctionalInterface
interface SecretPrompt {
  /**
   * The answer, which the caller wipes.
   *
   * @return null where there is nobody, or they ended the input
   */
  char @Nullable [] ask(String question);

  /**
   * The person at this process's terminal.
   *
   * @param terminal whether there is one: newer Java has a console without
   */
  static SecretPrompt ofProcess(boolean terminal) {
    Console console = terminal ? System.console() : null;
    return question -> console == null ? null : console.readPassword("%s", question);
  }
}
