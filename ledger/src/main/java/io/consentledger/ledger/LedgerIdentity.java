package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.WireWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Whose ledger stands in a store, in which format: written once, checked at every start. */
final class LedgerIdentity {
  private static final int FORMAT = 1;
  private static final Bytes FORMAT_KEY = Table.meta("format");
  private static final Bytes NETWORK_KEY = Table.meta("network");

  private LedgerIdentity() {}

  /** Starts a ledger in an empty store, or checks the one that is there and says how far it is. */
  static ChainState check(Path directory, Store store, Genesis genesis) throws LedgerException {
    try {
      Optional<Bytes> format = store.get(FORMAT_KEY);
      if (format.isEmpty()) {
        return start(directory, store, genesis);
      }
      if (!format.get().equals(format())) {
        throw new LedgerException(
            "ledger-format-newer",
            directory
                + " was written in another format than this version's: use the version that"
                + " wrote it");
      }
      if (!store.get(NETWORK_KEY).equals(Optional.of(genesis.networkId().digest().bytes()))) {
        throw new LedgerException(
            "ledger-of-another-network",
            directory
                + " holds another network's ledger than the genesis file's: point the node to"
                + " its own directory");
      }
      ChainState chain = ChainState.read(store);
      requireTip(store, chain);
      return chain;
    } catch (StorageFailure failure) {
      throw new LedgerException(
          "ledger-damaged",
          "the ledger in " + directory + " can't be read: " + failure.getMessage(),
          failure);
    }
  }

  private static ChainState start(Path directory, Store store, Genesis genesis)
      throws LedgerException {
    boolean[] empty = {true};
    store.scan(
        Bytes.EMPTY,
        Bytes.owning(new byte[] {(byte) 0xff}),
        (key, value) -> {
          empty[0] = false;
          return false;
        });
    if (!empty[0]) {
      throw new LedgerException(
          "ledger-damaged", directory + " holds rows but doesn't say whose: it is no ledger");
    }
    ChainState chain = ChainState.before(genesis.createdMs());
    try (StoreBatch batch = new StoreBatch()) {
      batch
          .put(FORMAT_KEY, format())
          .put(NETWORK_KEY, genesis.networkId().digest().bytes())
          .put(ChainState.KEY, chain.encode());
      store.write(batch);
    }
    store.sync();
    try {
      SyncAnchor.of(chain).write(directory);
    } catch (IOException failure) {
      throw new LedgerException("ledger-unreadable", "can't write in " + directory, failure);
    }
    return chain;
  }

  private static void requireTip(Store store, ChainState chain) throws LedgerException {
    Tip tip = chain.tip();
    boolean holds =
        chain.history().size() == tip.height()
            && (tip.height() == 0
                || new StoredView(store)
                    .header(tip.height())
                    .filter(header -> header.hash().equals(tip.headerHash()))
                    .isPresent());
    if (!holds) {
      throw new LedgerException(
          "ledger-damaged", "the newest block at height " + tip.height() + " is not the one named");
    }
  }

  private static Bytes format() {
    return new WireWriter(4).u32(FORMAT).toBytes();
  }
}
