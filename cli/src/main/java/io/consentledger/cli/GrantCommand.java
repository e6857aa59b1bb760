package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent grant}. */
@Command(
    name = "grant",
    description =
        "Records a customer's consent. The customer signs, or whom the customer let decide.",
    footer = {
      "",
      "Examples:",
      "  consent grant --wallet ann --controller bank --process marketing@1",
      "  consent grant --wallet ann --controller bank --process marketing@1"
          + " --data-categories EmailAddress --valid-until 2027-06-30",
      "  consent grant --wallet ann --controller bank --process partners@1 --recipients insurer"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class GrantCommand extends Act {
  @Mixin private DecisionOptions decision;

  @Option(
      names = "--data-categories",
      split = ",",
      paramLabel = "TERM",
      description = "What is granted. Default: all that the process declares.")
  private List<String> dataCategories = new ArrayList<>();

  @Option(
      names = "--recipients",
      split = ",",
      paramLabel = "NAME",
      description =
          "For whom beside the organisation itself, of those that the process names. Default: all"
              + " of them.")
  private List<String> recipients = new ArrayList<>();

  @Option(
      names = "--valid-until",
      paramLabel = "DATE",
      description =
          "The end of the consent, UTC: 2027-01-31 or 2027-01-31T12:00:00Z."
              + " Default: 365 days from now.")
  private @Nullable String validUntil;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = decision.put(instruct("grant"));
    if (!dataCategories.isEmpty()) {
      json.set("dataCategories", Json.array(dataCategories));
    }
    if (!recipients.isEmpty()) {
      json.set("recipients", Json.array(recipients));
    }
    return validUntil == null ? json : json.put("validUntil", validUntil);
  }
}
