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
 * Opens a ledger's store, after a look at it that changes nothing: what can't be used stays as it
 * was found. A write-ahead log that isn't whole is refused, save where only what came after the
 * last sync is hurt, as when the power fails: then the log is cut there, and the ordered log gives
 * the rest again. A store that is whole, but holds less than was synced, was put back to an earlier
 * state; whether the ordered log still has the rest is for the orderer to say.
 *
 * @param logWasCut whether a log was cut, or would be
 * @param owed what was synced, where the store holds less; null where it doesn't
 */
record LedgerOpening(Store store, Reached reached, boolean logWasCut, @Nullable SyncAnchor owed) {
  /** What to do where a ledger is damaged. */
  static final String ADVICE = ": keep a copy of the data directory, then run consent-node repair";

  /** Opens for writing; makes a ledger where there is none. */
  static LedgerOpening open(Path directory, Genesis genesis, StoreConfig config)
      throws LedgerException {
    try {
      LogRecovery recovery = LogRecovery.EXACT;
      if (!Store.isUnmade(directory)) {
        LedgerOpening seen = seen(directory, genesis, config);
        seen.store.close();
        recovery = seen.logWasCut ? LogRecovery.CUT : LogRecovery.EXACT;
      }
      Store store = Store.open(directory, config, recovery);
      LedgerOpening opened = checked(directory, genesis, store, recovery == LogRecovery.CUT);
      LedgerIdentity.writeWhereMissing(directory, store, genesis);
      return opened;
    } catch (StoreException refused) {
      throw advised(refused);
    }
  }

  /** Opens what is there for reading only, and changes no file. */
  static LedgerOpening look(Path directory, Genesis genesis, StoreConfig config)
      throws LedgerException {
    try {
      return seen(directory, genesis, config);
    } catch (StoreException refused) {
      throw advised(refused);
    }
  }

  private static LedgerOpening seen(Path directory, Genesis genesis, StoreConfig config)
      throws LedgerException, StoreException {
    try {
      return checked(directory, genesis, Store.look(directory, config, LogRecovery.EXACT), false);
    } catch (StoreException refused) {
      Optional<LedgerOpening> cut =
          refused.code().equals("ledger-damaged")
              ? cut(directory, genesis, config)
              : Optional.empty();
      return cut.orElseThrow(() -> refused);
    }
  }

  /** The whole part of a torn log, where it reaches what was synced last. */
  private static Optional<LedgerOpening> cut(Path directory, Genesis genesis, StoreConfig config) {
    try {
      if (SyncAnchor.read(directory).isEmpty()) {
        return Optional.empty();
      }
      LedgerOpening cut =
          checked(directory, genesis, Store.look(directory, config, LogRecovery.CUT), true);
      if (cut.owed == null) {
        return Optional.of(cut);
      }
      cut.store.close();
      return Optional.empty();
    } catch (IOException | StoreException | LedgerException unreadable) {
      return Optional.empty(); // The caller says what hurt it first.
    }
  }

  private static LedgerOpening checked(
      Path directory, Genesis genesis, Store store, boolean logWasCut) throws LedgerException {
    try {
      Optional<SyncAnchor> anchor = SyncAnchor.read(directory);
      Reached reached = LedgerIdentity.check(directory, store, genesis);
      if (anchor.isEmpty() && reached.chain().applied().index() >= 0) {
        throw StorageFailure.damaged("the file anchor, which says what was synced, is not whole");
      }
      boolean behind = anchor.isPresent() && anchor.get().isAfter(reached.chain());
      if (!behind && anchor.isPresent()) {
        anchor.get().requireIn(new StoredView(store));
      }
      return new LedgerOpening(store, reached, logWasCut, behind ? anchor.get() : null);
    } catch (StorageFailure | IOException unreadable) {
      store.close();
      throw new LedgerException(
          "ledger-damaged", directory + ": " + unreadable.getMessage() + ADVICE, unreadable);
    } catch (LedgerException | RuntimeException refused) {
      store.close();
      throw refused;
    }
  }

  private static LedgerException advised(StoreException refused) {
    String advice = refused.code().equals("ledger-damaged") ? ADVICE : "";
    return new LedgerException(refused.code(), refused.reason() + advice, refused);
  }
}
