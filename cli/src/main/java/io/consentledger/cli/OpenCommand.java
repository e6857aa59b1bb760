package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent open}. */
@Command(
    name = "open",
    description = {
      "Opens a customer's relationship with an organisation: the organisation records the"
          + " customer's key, and the customer proves to hold it. Everything else about the"
          + " customer comes after. The organisation's key must be in this home."
    },
    footer = {"", "Example:", "  consent open --wallet ann --controller bank"})
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class OpenCommand extends Act {
  @Mixin private RelationshipOptions who;

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
    ObjectNode json = who.put(instruct("open"));
    return assurance == null ? json : json.put("assurance", assurance);
  }
}
