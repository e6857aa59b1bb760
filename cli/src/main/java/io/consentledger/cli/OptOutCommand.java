package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code consent opt-out}. */
@Command(
    name = "opt-out",
    description = {
      "Records that a customer opted out, for instance of sales. The customer signs; the controller"
          + " may relay it."
    },
    footer = {"", "Example:", "  consent opt-out --wallet ann --controller retailer --right SALE"})
@SuppressWarnings("NullAway.Init") // picocli sets mixins
final class OptOutCommand extends Act {
  @Mixin private PreferenceOptions preference;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    return preference.put(instruct("opt-out"));
  }
}
