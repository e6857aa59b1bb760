package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.state.Delegation;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.Relationship;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.store.Place;
import io.consentledger.ledger.store.RecordRow;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.StoreReader;
import io.consentledger.ledger.store.StreamHead;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a ledger from rows. */
final class StoredView implements LedgerView {
  private final StoreReader store;

  StoredView(StoreReader store) {
    this.store = store;
  }

  @Override
  public Tip tip() {
    return ChainState.read(store).tip();
  }

  @Override
  public Applied applied() {
    return ChainState.read(store).applied();
  }

  @Override
  public Optional<Header> header(long height) {
    return store.get(Table.header(height)).map(row -> header(height, row));
  }

  @Override
  public Optional<Block> block(long height) {
    return header(height).map(header -> block(height, header));
  }

  @Override
  public Optional<Recorded> transaction(TxId id) {
    return store.get(Table.transaction(id)).map(Place::decode).map(this::recorded);
  }

  @Override
  public long newestSeq(StreamId stream) {
    return store
        .get(Table.streamHead(stream))
        .map(StreamHead::decode)
        .orElse(StreamHead.NONE)
        .seq();
  }

  @Override
  public List<Recorded> history(StreamId stream, long fromSeq, int max) {
    List<Place> places = new ArrayList<>();
    int most = Math.min(max, Limits.HISTORY_ENTRIES_MAX);
    if (most > 0) {
      // No stream has 2^63 entries: the largest seq is a safe end that stays within the stream.
      store.scan(
          Table.stream(stream, Math.max(fromSeq, 1)),
          Table.stream(stream, Long.MAX_VALUE),
          (key, row) -> {
            places.add(Place.decode(row));
            return places.size() < most;
          });
    }
    return recorded(places);
  }

  @Override
  public List<Recorded> records(long fromHeight, int fromIndex, int max) {
    List<RecordRow> rows = new ArrayList<>();
    int most = Math.min(max, Limits.HISTORY_ENTRIES_MAX);
    if (most > 0) {
      store.scan(
          Table.record(fromHeight, fromIndex),
          Table.RECORD.end(),
          (key, row) -> {
            rows.add(RecordRow.decode(Place.ofKey(key), row));
            return rows.size() < most;
          });
    }
    List<Bytes> keys =
        rows.stream().map(it -> Table.finding(it.entry().height(), it.entry().index())).toList();
    List<Optional<Bytes>> findings = store.getAll(keys);
    List<Recorded> records = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      RecordRow row = rows.get(i);
      List<Finding> found = findings.get(i).map(FindingsRow::decode).orElse(List.of());
      records.add(new Recorded(row.transaction(), row.entry(), found));
    }
    return records;
  }

  @Override
  public List<LocatedFinding> findings(long fromHeight, int fromIndex, int max) {
    List<LocatedFinding> findings = new ArrayList<>();
    int most = Math.min(max, Limits.HISTORY_ENTRIES_MAX);
    int[] records = {0};
    if (most > 0) {
      store.scan(
          Table.finding(fromHeight, fromIndex),
          Table.FINDING.end(),
          (key, row) -> {
            Place place = Place.ofKey(key);
            for (Finding finding : FindingsRow.decode(row)) {
              findings.add(new LocatedFinding(place.height(), place.index(), finding));
            }
            return ++records[0] < most;
          });
    }
    return findings;
  }

  @Override
  public Optional<Certificate> certificate(long height) {
    return Attestations.certificate(store, height);
  }

  @Override
  public Optional<Certificate> newestCertificate() {
    return Attestations.newestCertificate(store);
  }

  @Override
  public Optional<Bytes> timestamp(long height) {
    return Attestations.timestamp(store, height);
  }

  @Override
  public List<KeyId> keysOf(SubjectRef subject) {
    List<KeyId> keys = new ArrayList<>(Relationship.keys(state(), subject));
    store.scan(
        Table.state(Delegation.firstKey(subject)),
        Table.state(Delegation.endKey(subject)),
        (key, row) -> keys.add(Delegation.delegate(key)));
    return keys;
  }

  @Override
  public StateView state() {
    return key -> store.get(Table.state(key)).orElse(null);
  }

  /** The rows that this reads. */
  StoreReader rows() {
    return store;
  }

  /** The leaves of the tree over a block's entries; empty where there is no such block. */
  List<Digest> entryHashes(long height) {
    List<Digest> hashes = new ArrayList<>();
    store.scan(
        Table.record(height, 0),
        Table.record(height + 1, 0),
        (key, row) -> {
          hashes.add(RecordRow.decode(Place.ofKey(key), row).entry().hash());
          return true;
        });
    return hashes;
  }

  /** Where these transactions stand, in their order. */
  List<Optional<Place>> places(List<TxId> ids) {
    List<Bytes> keys = ids.stream().map(Table::transaction).toList();
    return store.getAll(keys).stream().map(row -> row.map(Place::decode)).toList();
  }

  /** The newest entries of these streams, in their order. */
  List<StreamHead> heads(List<StreamId> streams) {
    List<Bytes> keys = streams.stream().map(Table::streamHead).toList();
    return store.getAll(keys).stream()
        .map(row -> row.map(StreamHead::decode).orElse(StreamHead.NONE))
        .toList();
  }

  Recorded recorded(Place place) {
    return recorded(List.of(place)).get(0);
  }

  private List<Recorded> recorded(List<Place> places) {
    List<Bytes> keys = new ArrayList<>(2 * places.size());
    for (Place place : places) {
      keys.add(Table.record(place.height(), place.index()));
      keys.add(Table.finding(place.height(), place.index()));
    }
    List<Optional<Bytes>> rows = store.getAll(keys);
    List<Recorded> records = new ArrayList<>(places.size());
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Bytes row =
          rows.get(2 * i)
              .orElseThrow(() -> StorageFailure.damaged("the record at " + place + " is missing"));
      RecordRow record = RecordRow.decode(place, row);
      List<Finding> findings = rows.get(2 * i + 1).map(FindingsRow::decode).orElse(List.of());
      records.add(new Recorded(record.transaction(), record.entry(), findings));
    }
    return records;
  }

  private static Header header(long height, Bytes row) {
    try {
      return Header.decode(row);
    } catch (ChainException malformed) {
      throw StorageFailure.damaged("the header at height " + height, malformed);
    }
  }

  private Block block(long height, Header header) {
    List<Entry> entries = new ArrayList<>();
    List<Transaction> transactions = new ArrayList<>();
    store.scan(
        Table.record(height, 0),
        Table.record(height + 1, 0),
        (key, row) -> {
          RecordRow record = RecordRow.decode(Place.ofKey(key), row);
          entries.add(record.entry());
          transactions.add(record.transaction());
          return true;
        });
    return new Block(header, entries, transactions);
  }
}
