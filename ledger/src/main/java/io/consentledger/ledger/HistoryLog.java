package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.crypto.MerkleLogReader;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreReader;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import java.util.List;

/**
 * The log over all headers, as rows: the roots of its complete subtrees from two leaves up. The
 * leaves are the headers themselves.
 */
final class HistoryLog {
  private final StoreReader rows;

  HistoryLog(StoreReader rows) {
    this.rows = rows;
  }

  /**
   * Lays out the subtrees that a header completes.
   *
   * @param size leaves of the log with that header, so its height
   * @param complete their roots, of two leaves first
   */
  static void put(StoreBatch batch, long size, List<Digest> complete) {
    for (int level = 1; level <= complete.size(); level++) {
      batch.put(Table.history(level, (size >>> level) - 1), complete.get(level - 1).bytes());
    }
  }

  /** The log over the first {@code size} headers, of which there are at least so many. */
  MerkleLogReader first(long size) {
    return new MerkleLogReader(this::root, size);
  }

  private Digest root(int level, long index) {
    if (level == 0) {
      // The row is the header's encoding, which is what a leaf's hash is over.
      return rows.get(Table.header(index + 1))
          .map(MerkleLog::leaf)
          .orElseThrow(() -> StorageFailure.damaged("no header at height " + (index + 1)));
    }
    String place = "the subtree " + level + "/" + index + " of the log of headers";
    try {
      WireReader in =
          new WireReader(
              rows.get(Table.history(level, index))
                  .orElseThrow(() -> StorageFailure.damaged(place + " is missing")));
      Digest root = in.digest();
      in.end();
      return root;
    } catch (MalformedException malformed) {
      throw StorageFailure.damaged(place, malformed);
    }
  }
}
