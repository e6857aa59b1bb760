package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.MerkleMap;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.map.StreamMap;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Whose ledger stands in a store, in which format: written once, checked at every start. */
final class LedgerIdentity {
  private static final int FORMAT = 3;
  private static final Bytes FORMAT_KEY = Table.meta("format");
  private static final Bytes NETWORK_KEY = Table.meta("network");

  private LedgerIdentity() {}

  /** Checks whose ledger is there and says how far it is: at its start where there are no rows. */
  static Reached check(Path directory, Store store, Genesis genesis) throws LedgerException {
    try {
      Optional<Bytes> format = store.get(FORMAT_KEY);
      if (format.isEmpty()) {
        requireEmpty(directory, store);
        return new Reached(ChainState.before(genesis.createdMs()), StreamMap.EMPTY);
      }
      int written = format(format.get());
      if (written < FORMAT) {
        throw new LedgerException(
            "ledger-format-older",
            directory
                + " was written by a version before this one, whose blocks are others: keep a copy,"
                + " then remove it and let the node fetch the ledger from its peers; a network that"
                + " was made for trying things out is made anew");
      }
      if (written > FORMAT) {
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
      return new Reached(chain, requireTip(store, chain));
    } catch (StorageFailure failure) {
      throw new LedgerException(
          "ledger-damaged",
          "the ledger in "
              + directory
              + " can't be read: "
              + failure.getMessage()
              + LedgerOpening.ADVICE,
          failure);
    }
  }

  /**
   * Writes whose ledger it is into a store without rows. An anchor that is there stays: it says
   * what such a store has lost.
   */
  static void writeWhereMissing(Path directory, Store store, Genesis genesis)
      throws LedgerException {
    if (store.get(FORMAT_KEY).isPresent()) {
      return;
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
      if (SyncAnchor.read(directory).isEmpty()) {
        SyncAnchor.of(chain).write(directory);
      }
    } catch (IOException failure) {
      throw new LedgerException("ledger-unreadable", "can't write in " + directory, failure);
    }
  }

  private static void requireEmpty(Path directory, Store store) throws LedgerException {
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
          "ledger-damaged",
          directory + " holds rows but doesn't say whose: it is no ledger" + LedgerOpening.ADVICE);
    }
  }

  /** The map of the newest block, which must be the one that is named. */
  private static StreamMap requireTip(Store store, ChainState chain) throws LedgerException {
    Tip tip = chain.tip();
    Optional<Header> newest =
        new StoredView(store)
            .header(tip.height())
            .filter(header -> header.hash().equals(tip.headerHash()));
    if (chain.history().size() != tip.height() || (newest.isEmpty() && tip.height() > 0)) {
      throw new LedgerException(
          "ledger-damaged",
          "the newest block at height "
              + tip.height()
              + " is not the one named"
              + LedgerOpening.ADVICE);
    }
    StreamMap map = StreamMap.read(store);
    if (!map.root().equals(newest.map(Header::mapRoot).orElse(MerkleMap.EMPTY))) {
      throw new LedgerException(
          "ledger-damaged",
          "the map of streams is not the one of the newest block at height "
              + tip.height()
              + LedgerOpening.ADVICE);
    }
    return map;
  }

  private static int format(Bytes row) {
    try {
      WireReader in = new WireReader(row);
      int format = in.u32(Integer.MAX_VALUE);
      in.end();
      return format;
    } catch (MalformedException malformed) {
      throw StorageFailure.damaged("the row of the format", malformed);
    }
  }

  private static Bytes format() {
    return new WireWriter(4).u32(FORMAT).toBytes();
  }
}
