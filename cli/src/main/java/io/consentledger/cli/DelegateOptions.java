package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who signs in a customer's stead. */
final class DelegateOptions {
  @Option(
      names = "--as-agent",
      paramLabel = "NAME",
      description = "The organisation that signs as the customer's agent.")
  private @Nullable String agent;

  @Option(
      names = "--as-delegate",
      paramLabel = "WALLET",
      description = "The person who signs as the customer's agent or guardian, by their wallet.")
  private @Nullable String person;

  ObjectNode put(ObjectNode instruction) {
    if (agent != null) {
      instruction.put("by", agent);
    }
    return person == null ? instruction : instruction.put("delegate", person);
  }
}
