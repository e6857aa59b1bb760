package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent revoke-delegation}. */
@Command(
    name = "revoke-delegation",
    description = {
      "Ends a delegation: nothing that the delegate signs for the customer counts from then on. The"
          + " customer signs, or the delegate itself."
    },
    footer = {
      "",
      "Examples:",
      "  consent revoke-delegation --wallet ann --controller bank --delegation 3f1c...",
      "  consent revoke-delegation --subject 68e4... --controller bank --delegation 3f1c..."
          + " --as-agent helper"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RevokeDelegationCommand extends Act {
  @Mixin private SubjectOptions who;
  @Mixin private DelegateOptions delegate;

  @Option(
      names = "--delegation",
      required = true,
      paramLabel = "ID",
      description = "The transaction that made the delegation.")
  private String delegation;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("revoke-delegation").put("delegation", delegation);
    who.put(json);
    return delegate.put(json);
  }
}
