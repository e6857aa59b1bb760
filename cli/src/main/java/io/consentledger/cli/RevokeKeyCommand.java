package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent revoke-key}. */
@Command(
    name = "revoke-key",
    description = {
      "Ends the key that a customer uses with an organisation: nothing that it signs counts from"
          + " then on, for good. The key itself signs. What it signed before stands; the"
          + " organisation can still relay a withdrawal or an opt-out."
    },
    footer = {
      "",
      "Example:",
      "  consent revoke-key --wallet ann --controller bank --reason COMPROMISED"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RevokeKeyCommand extends Act {
  @Mixin private RelationshipOptions who;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WHY",
      description = {
        "COMPROMISED (somebody else may hold it), SUPERSEDED (another took its place) or UNUSED."
      })
  private String reason;

  @Override
  ObjectNode instruction(Session session) {
    return who.put(instruct("revoke-key")).put("reason", reason);
  }
}
