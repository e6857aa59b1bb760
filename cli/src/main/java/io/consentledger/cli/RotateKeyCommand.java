package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.ledger.genesis.Organisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent rotate-key}. */
@Command(
    name = "rotate-key",
    description = {
      "Gives a customer a new key with an organisation, from the same wallet. The old key signs"
          + " that, and counts for nothing from then on. The customer's reference and history"
          + " stay as they are."
    },
    footer = {"", "Example:", "  consent rotate-key --wallet ann --controller bank"})
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RotateKeyCommand extends Act {
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
      description = "The organisation with whom the key is used.")
  private String controller;

  private int current;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    Organisation organisation = session.parties().named(controller);
    // What an earlier run left unknown, when it was interrupted, is known before the next key.
    current =
        new CurrentKeys(session)
            .refresh(wallet, organisation)
            .orElseThrow(
                () ->
                    CliException.refused(
                        "relationship-unknown",
                        wallet + " has no relationship with " + controller,
                        "Open it first: consent open."));
    return instruct("rotate-key").put("wallet", wallet).put("controller", controller);
  }

  @Override
  void recorded(Session session) throws CliException {
    session.wallets().setEpoch(wallet, session.parties().idOf(controller).digest(), current + 1);
  }
}
