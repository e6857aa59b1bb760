package io.consentledger.cli;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a command gets from outside: the environment, clock, randomness, and where it prints.
 *
 * @param width columns of the terminal; empty where the output isn't one
 * @param terminal whether standard error is a person's terminal
 * @param prompt where secrets are asked for
 */
record Surroundings(
    Map<String, String> environment,
    InstantSource clock,
    SecureRandom random,
    PrintStream out,
    PrintStream err,
    OptionalInt width,
    boolean terminal,
    SecretPrompt prompt) {
  private static final int FD_OUT = 1;

  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The same, with another place for results. */
  Surroundings printingTo(PrintStream results) {
    return new Surroundings(environment, clock, random, results, err, width, terminal, prompt);
  }

  /** Those of this process, and this clock. */
  static Surroundings ofProcess(
      PrintStream out, PrintStream err, boolean terminal, InstantSource clock) {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        environment,
        clock,
        new SecureRandom(),
        out,
        err,
        TerminalWidth.isTerminal(FD_OUT) ? TerminalWidth.find(environment) : OptionalInt.empty(),
        terminal,
        SecretPrompt.ofProcess(terminal));
  }
}
