package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.Wallet;
import io.consentledger.cli.home.WalletStore;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.tx.Kind;
import java.util.Optional;

/** Finds out from the ledger which of a wallet's keys counts with an organisation. One thread. */
final class CurrentKeys {
  private final Session session;
  private final WalletStore wallets;
  private final Keys keys;

  CurrentKeys(Session session) throws CliException {
    this.session = session;
    this.wallets = session.wallets();
    this.keys = new Keys(wallets, session.parties(), false);
  }

  /**
   * Asks, and remembers the answer in the home.
   *
   * @return the epoch; empty where no relationship was opened
   * @throws CliException {@code key-not-found} where the current key isn't one of the wallet's
   */
  Optional<Integer> refresh(String wallet, Organisation controller) throws CliException {
    Keys.Relationship first = keys.at(wallet, controller.partyId(), Wallet.FIRST_EPOCH);
    Optional<History> history =
        History.read(session.client(), controller.name(), first.subjectRef().toHex());
    if (history.isEmpty() || history.get().entries().isEmpty()) {
      return Optional.empty();
    }
    String current = first.key().verifyingKey().raw().toHex();
    int rotations = 0;
    for (JsonNode entry : history.get().entries()) {
      if (entry.path("kind").asText().equals(Kind.ROTATE_KEY.label())) {
        current = entry.path("payload").path("newKey").path("key").asText();
        rotations++;
      }
    }
    int epoch = epochOf(wallet, controller, current, rotations + Limits.KEYS_SKIPPED_MAX);
    wallets.setEpoch(wallet, controller.partyId().digest(), epoch);
    return Optional.of(epoch);
  }

  private int epochOf(String wallet, Organisation controller, String key, int max)
      throws CliException {
    for (int epoch = Wallet.FIRST_EPOCH; epoch <= max; epoch++) {
      Keys.Relationship there = keys.at(wallet, controller.partyId(), epoch);
      if (there.key().verifyingKey().raw().toHex().equals(key)) {
        return epoch;
      }
    }
    throw CliException.refused(
        "key-not-found",
        "the key that counts with " + controller.name() + " isn't one of this wallet's",
        "Somebody else who held the key replaced it: let the organisation relay what protects you,"
            + " and ask it to open a new relationship.");
  }
}
