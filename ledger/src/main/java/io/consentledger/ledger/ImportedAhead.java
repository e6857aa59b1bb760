package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.StoreReader;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Says that blocks were imported whose positions in the order aren't known yet: the row {@code u64
 * height} of the block that the applied position gave. Batches of the order must not be executed on
 * a state that holds their effect already; each is only matched with the block that it gave.
 */
record ImportedAhead(long height) {
  static final Bytes KEY = Table.meta("ahead");

  static Optional<ImportedAhead> read(StoreReader store) {
    return store.get(KEY).map(ImportedAhead::decode);
  }

  private static ImportedAhead decode(Bytes row) {
    try {
      WireReader in = new WireReader(row);
      ImportedAhead ahead = new ImportedAhead(in.u64());
      in.end();
      return ahead;
    } catch (MalformedException malformed) {
      throw StorageFailure.damaged("the row of blocks imported ahead", malformed);
    }
  }

  Bytes encode() {
    return new WireWriter(Long.BYTES).u64(height).toBytes();
  }

  /**
   * Whether a batch gave {@code next}. The block before it is the state that the batch met, and its
   * transactions, time and that state decide what is recorded. So a batch gave the block where it
   * is the first that has all the block's transactions in their order, and the block's time.
   */
  static boolean gave(long batchTimeMs, List<Candidate> candidates, long beforeMs, Block next) {
    if (next.header().timeMs() != Math.max(batchTimeMs, beforeMs)) {
      return false;
    }
    Iterator<TxId> recorded = next.transactions().stream().map(it -> it.id()).iterator();
    TxId wanted = recorded.next();
    for (Candidate candidate : candidates) {
      if (candidate.transaction().id().equals(wanted)) {
        if (!recorded.hasNext()) {
          return true;
        }
        wanted = recorded.next();
      }
    }
    return false;
  }
}
