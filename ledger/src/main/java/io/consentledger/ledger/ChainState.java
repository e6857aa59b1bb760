package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleFrontier;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.StoreReader;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;

/**
 * How far the ledger is: one row, rewritten with every batch, {@code u64 term | u64 index | u64
 * height | headerHash 32 | u64 timeMs | frontier of the log of headers}.
 *
 * @param history the log over all headers up to the tip's; never changed once it is here
 */
record ChainState(Applied applied, Tip tip, MerkleFrontier history) {
  static final Bytes KEY = Table.meta("chain");

  private static final int FIXED_BYTES = 8 + 8 + 8 + Digest.SIZE_BYTES + 8;

  static ChainState before(long createdMs) {
    return new ChainState(
        new Applied(0, Applied.NONE), new Tip(0, Digest.ZERO, createdMs), new MerkleFrontier());
  }

  static ChainState read(StoreReader store) {
    Bytes row =
        store.get(KEY).orElseThrow(() -> StorageFailure.damaged("the row of the chain is missing"));
    try {
      WireReader in = new WireReader(row);
      Applied applied = new Applied(in.u64(), in.u64());
      Tip tip = new Tip(in.u64(), in.digest(), in.u64());
      MerkleFrontier history = MerkleFrontier.decode(in.bytes(row.size() - FIXED_BYTES));
      return new ChainState(applied, tip, history);
    } catch (MalformedException | CryptoException malformed) {
      throw StorageFailure.damaged("the row of the chain", malformed);
    }
  }

  Bytes encode() {
    Bytes frontier = history.encode();
    return new WireWriter(FIXED_BYTES + frontier.size())
        .u64(applied.term())
        .u64(applied.index())
        .u64(tip.height())
        .digest(tip.headerHash())
        .u64(tip.timeMs())
        .bytes(frontier)
        .toBytes();
  }

  ChainState withApplied(Applied newer) {
    return new ChainState(newer, tip, history);
  }
}
