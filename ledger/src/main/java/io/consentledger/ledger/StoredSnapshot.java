package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.ledger.map.StreamMap;
import io.consentledger.ledger.store.StoreSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One moment of the rows, with the map of that very moment. */
final class StoredSnapshot extends StoredReads implements LedgerSnapshot {
  private final StoreSnapshot moment;
  private final StreamMap map;
  private final HistoryLog history;
  private volatile @Nullable EntryHashes newestAsked;

  /** The leaves of one block's tree. */
  private record EntryHashes(long height, List<Digest> leaves) {}

  StoredSnapshot(StoreSnapshot moment, StreamMap map) {
    super(new StoredView(moment));
    this.moment = moment;
    this.map = map;
    this.history = new HistoryLog(moment);
  }

  @Override
  public MapProof mapProof(Digest key) {
    return map.prove(key, moment);
  }

  @Override
  public List<Digest> historyPath(long height, long size) {
    requireSizes(height, size);
    return history.first(size).inclusionProof(height - 1);
  }

  @Override
  public List<Digest> historyConsistency(long size1, long size2) {
    requireSizes(size1, size2);
    return history.first(size2).consistencyProof(size1);
  }

  @Override
  public List<Digest> entryPath(long height, int index) {
    EntryHashes entries = newestAsked;
    if (entries == null || entries.height() != height) {
      entries = new EntryHashes(height, view.entryHashes(height));
      newestAsked = entries;
    }
    if (index < 0 || index >= entries.leaves().size()) {
      throw new IllegalArgumentException("no entry " + index + " in block " + height);
    }
    return MerkleLog.inclusionProof(entries.leaves(), index);
  }

  @Override
  public void close() {
    moment.close();
  }

  private void requireSizes(long from, long to) {
    long height = tip().height();
    if (from < 1 || from > to || to > height) {
      throw new IllegalArgumentException(
          "no proof from " + from + " to " + to + " of " + height + " headers");
    }
  }
}
