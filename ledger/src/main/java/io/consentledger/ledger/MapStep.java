package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.map.MapChange;
import io.consentledger.ledger.map.OpenPages;
import io.consentledger.ledger.map.StreamMap;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.store.StoreReader;
import io.consentledger.ledger.store.StreamHead;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a block makes of the map: each stream's newest entry, and the head of its findings. */
final class MapStep {
  private MapStep() {}

  /**
   * The map after the block.
   *
   * @param rows of the block before
   * @param heads the newest entry of each stream that the block adds to
   * @param records of the block, in its order
   */
  static MapChange of(
      StreamMap before, StoreReader rows, Map<StreamId, StreamHead> heads, List<Recorded> records) {
    List<Recorded> found = records.stream().filter(record -> !record.findings().isEmpty()).toList();
    List<Digest> keys = new ArrayList<>(heads.size() + found.size());
    heads.keySet().forEach(stream -> keys.add(stream.digest()));
    found.forEach(record -> keys.add(findingsKey(record)));
    OpenPages pages = before.open(keys, rows);

    TreeMap<Digest, Digest> values = new TreeMap<>();
    heads.forEach((stream, head) -> values.put(stream.digest(), head.entryHash()));
    for (Recorded record : found) {
      Digest key = findingsKey(record);
      Digest known = values.get(key);
      Digest head = known == null ? pages.value(key).orElse(FindingsChain.START) : known;
      Bytes row = FindingsRow.encode(record.findings());
      values.put(key, FindingsChain.next(head, record.entry().hash(), row));
    }
    return pages.put(values);
  }

  private static Digest findingsKey(Recorded record) {
    return FindingsChain.mapKey(record.entry().streamId());
  }
}
