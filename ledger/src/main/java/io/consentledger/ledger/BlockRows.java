package io.consentledger.ledger;

import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.store.Place;
import io.consentledger.ledger.store.RecordRow;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.Table;

/** Lays a block out in rows. */
final class BlockRows {
  private BlockRows() {}

  static void put(StoreBatch batch, Header header, BlockDraft draft) {
    batch.put(Table.header(header.height()), header.encode());
    for (int i = 0; i < draft.records().size(); i++) {
      Recorded record = draft.records().get(i);
      Entry entry = record.entry();
      Place place = new Place(entry.height(), entry.index());
      batch.put(
          Table.record(place.height(), place.index()),
          new RecordRow(entry, record.transaction()).encode());
      batch.put(Table.transaction(draft.ids().get(i)), place.encode());
      batch.put(Table.stream(entry.streamId(), entry.seq()), place.encode());
      if (!record.findings().isEmpty()) {
        batch.put(
            Table.finding(place.height(), place.index()), FindingsRow.encode(record.findings()));
      }
    }
    draft.heads().forEach((stream, head) -> batch.put(Table.streamHead(stream), head.encode()));
    draft.map().putTo(batch);
    draft.state().changes().forEach((key, value) -> batch.put(Table.state(key), value));
  }
}
