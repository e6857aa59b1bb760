package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** The options that name a customer by their wallet, and the organisation they deal with. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RelationshipOptions {
  @Option(
      names = "--wallet",
      required = true,
      paramLabel = "NAME",
      description = "The customer, by a wallet of this home.")
  String wallet;

  @Option(
      names = "--controller",
      required = true,
      paramLabel = "NAME",
      description = "The organisation that the customer deals with.")
  String controller;

  ObjectNode put(ObjectNode instruction) {
    return instruction.put("wallet", wallet).put("controller", controller);
  }
}
