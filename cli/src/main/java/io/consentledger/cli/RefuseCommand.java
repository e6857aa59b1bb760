package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent refuse}. */
@Command(
    name = "refuse",
    description = "Records that a customer refused consent. The customer signs, or a delegate.",
    footer = {
      "",
      "Example:",
      "  consent refuse --wallet ann --controller bank --process marketing@1"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RefuseCommand extends Act {
  @Mixin private DecisionOptions decision;

  @Option(names = "--later", description = "Put the decision off instead of refusing.")
  private boolean later;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    return decision.put(instruct(later ? "defer" : "refuse"));
  }
}
