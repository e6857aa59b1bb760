package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens a ledger's store. A write-ahead log that isn't whole is refused, save where only what came
 * after the last sync is hurt, as when the power fails: then the log is cut there, and the ordered
 * log gives the rest again.
 *
 * @param logWasCut whether that happened
 */
record LedgerOpening(Store store, Reached reached, boolean logWasCut) {
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
      return new LedgerOpening(store, LedgerIdentity.check(directory, store, genesis), logWasCut);
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
        ChainState kept = ChainState.read(look);
        return kept.applied().index() >= anchor.get().appliedIndex()
            && hash(look, anchor.get().height()).equals(anchor.get().headerHash());
      }
    } catch (IOException | StoreException | StorageFailure unreadable) {
      return false;
    }
  }

  private static Digest hash(Store store, long height) {
    return height == 0
        ? Digest.ZERO
        : new StoredView(store)
            .header(height)
            .map(Header::hash)
            .orElseThrow(() -> StorageFailure.damaged("no header at height " + height));
  }
}
