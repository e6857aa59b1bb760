package io.consentledger.ledger;

import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens a ledger's store. A write-ahead log that isn't whole is refused, save where only what came
 * after the last sync is hurt, as when the power fails: then the log is cut there, and the ordered
 * log gives the rest again. A store that is whole, but holds less than was synced, was put back to
 * an earlier state; whether the ordered log still has the rest is for the orderer to say.
 *
 * @param logWasCut whether a log was cut
 * @param owed what was synced, where the store holds less; null where it doesn't
 */
record LedgerOpening(Store store, Reached reached, boolean logWasCut, @Nullable SyncAnchor owed) {
  static LedgerOpening open(Path directory, Genesis genesis, StoreConfig config)
      throws LedgerException {
    try {
      return checked(directory, genesis, Store.open(directory, config, LogRecovery.EXACT), false);
    } catch (StoreException refused) {
      if (!refused.code().equals("ledger-damaged") || !nothingSyncedIsLost(directory, config)) {
        throw new LedgerException(refused.code(), refused.reason(), refused);
      }
    }
    try {
      return checked(directory, genesis, Store.open(directory, config, LogRecovery.CUT), true);
    } catch (StoreException refused) {
      throw new LedgerException(refused.code(), refused.reason(), refused);
    }
  }

  private static LedgerOpening checked(
      Path directory, Genesis genesis, Store store, boolean logWasCut) throws LedgerException {
    try {
      // Read first: a store that lost all its rows starts anew, and writes an anchor of its own.
      Optional<SyncAnchor> anchor = SyncAnchor.read(directory);
      Reached reached = LedgerIdentity.check(directory, store, genesis);
      boolean behind = anchor.isPresent() && anchor.get().isAfter(reached.chain());
      if (!behind && anchor.isPresent()) {
        anchor.get().requireIn(new StoredView(store));
      }
      return new LedgerOpening(store, reached, logWasCut, behind ? anchor.get() : null);
    } catch (StorageFailure | IOException unreadable) {
      store.close();
      throw new LedgerException(
          "ledger-damaged", directory + ": " + unreadable.getMessage(), unreadable);
    } catch (LedgerException | RuntimeException refused) {
      store.close();
      throw refused;
    }
  }

  /** Whether the whole part of the log reaches what was synced last. Changes no file. */
  private static boolean nothingSyncedIsLost(Path directory, StoreConfig config) {
    try {
      Optional<SyncAnchor> anchor = SyncAnchor.read(directory);
      if (anchor.isEmpty()) {
        return false;
      }
      try (Store look = Store.look(directory, config)) {
        if (anchor.get().isAfter(ChainState.read(look))) {
          return false;
        }
        anchor.get().requireIn(new StoredView(look));
        return true;
      }
    } catch (IOException | StoreException | StorageFailure unreadable) {
      return false;
    }
  }
}
