package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent open}. */
@Command(
    name = "open",
    description = {
      "Opens a customer's relationship with an organisation: the organisation records the"
          + " customer's key, and the customer proves to hold it. Everything else about the"
          + " customer comes after."
    },
    footer = {"", "Example:", "  consent open --wallet ann --controller bank"})
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class OpenCommand extends Act {
  @Option(
      names = "--wallet",
      required = true,
      paramLabel = "NAME",
      description = "The customer, by a wallet of this home.")
  private String wallet;

  @Option(
      names = "--controller",
      required = true,
      paramLabel = "NAME",
      description = "The organisation; its key must be in this home.")
  private String controller;

  @Option(
      names = "--assurance",
      paramLabel = "WHO",
      description = {
        "Who holds the customer's key: SUBJECT_HELD, AGENT_HELD or CONTROLLER_HELD.",
        "Default: SUBJECT_HELD."
      })
  private @Nullable String assurance;

  @Override
  ObjectNode instruction(Session session) {
    ObjectNode json = instruct("open").put("wallet", wallet).put("controller", controller);
    return assurance == null ? json : json.put("assurance", assurance);
  }
}
