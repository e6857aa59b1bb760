package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code consent opt-in}. */
@Command(
    name = "opt-in",
    description = {
      "Records that a customer opted in again. Only the customer's own key can sign it, and"
          + " not within twelve months after the opt-out."
    },
    footer = {"", "Example:", "  consent opt-in --wallet ann --controller retailer --right SALE"})
@SuppressWarnings("NullAway.Init") // picocli sets mixins
final class OptInCommand extends Act {
  @Mixin private PreferenceOptions preference;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    return preference.put(instruct("opt-in"));
  }
}
