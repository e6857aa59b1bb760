package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.ledger.genesis.Organisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private RelationshipOptions who;

  private int current;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    Organisation organisation = session.parties().named(who.controller);
    // What an earlier run left unknown, when it was interrupted, is known before the next key.
    current =
        new CurrentKeys(session)
            .refresh(who.wallet, organisation)
            .orElseThrow(
                () ->
                    CliException.refused(
                        "relationship-unknown",
                        who.wallet + " has no relationship with " + who.controller,
                        "Open it first: consent open."));
    return who.put(instruct("rotate-key"));
  }

  @Override
  void recorded(Session session) throws CliException {
    session
        .wallets()
        .setEpoch(who.wallet, session.parties().idOf(who.controller).digest(), current + 1);
  }
}
