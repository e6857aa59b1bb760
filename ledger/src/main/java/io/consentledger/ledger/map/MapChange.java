package io.consentledger.ledger.map;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.store.StoreBatch;
import java.util.List;
import java.util.Map;

/**
 * What one block makes of the map, nothing of it done yet.
 *
 * @param map as it is after the block
 * @param written rows to put
 * @param removed rows of pages that were split
 */
public record MapChange(StreamMap map, Map<Bytes, Bytes> written, List<Bytes> removed) {
  /** No change. */
  public static MapChange none(StreamMap map) {
    return new MapChange(map, Map.of(), List.of());
  }

  /** Lays the changed pages into the block's batch. */
  public void putTo(StoreBatch batch) {
    removed.forEach(batch::delete);
    written.forEach(batch::put);
  }
}
