package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.map.StreamMap;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.store.StoreSnapshot;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One moment of the rows, with the map of that very moment. */
final class StoredSnapshot implements LedgerSnapshot {
  private final StoreSnapshot moment;
  private final StreamMap map;
  private final StoredView view;
  private final HistoryLog history;
  private volatile @Nullable EntryHashes newestAsked;

  /** The leaves of one block's tree. */
  private record EntryHashes(long height, List<Digest> leaves) {}

  StoredSnapshot(StoreSnapshot moment, StreamMap map) {
    this.moment = moment;
    this.map = map;
    this.view = new StoredView(moment);
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
  public Tip tip() {
    return view.tip();
  }

  @Override
  public Applied applied() {
    return view.applied();
  }

  @Override
  public Optional<Header> header(long height) {
    return view.header(height);
  }

  @Override
  public Optional<Block> block(long height) {
    return view.block(height);
  }

  @Override
  public Optional<Recorded> transaction(TxId id) {
    return view.transaction(id);
  }

  @Override
  public long newestSeq(StreamId stream) {
    return view.newestSeq(stream);
  }

  @Override
  public List<Recorded> history(StreamId stream, long fromSeq, int max) {
    return view.history(stream, fromSeq, max);
  }

  @Override
  public List<Recorded> records(long fromHeight, int fromIndex, int max) {
    return view.records(fromHeight, fromIndex, max);
  }

  @Override
  public List<LocatedFinding> findings(long fromHeight, int fromIndex, int max) {
    return view.findings(fromHeight, fromIndex, max);
  }

  @Override
  public Optional<Certificate> certificate(long height) {
    return view.certificate(height);
  }

  @Override
  public Optional<Certificate> newestCertificate() {
    return view.newestCertificate();
  }

  @Override
  public Optional<Bytes> timestamp(long height) {
    return view.timestamp(height);
  }

  @Override
  public StateView state() {
    return view.state();
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
