package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.store.StoreSnapshot;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;

/** One moment of the rows. */
final class StoredSnapshot implements LedgerSnapshot {
  private final StoreSnapshot moment;
  private final StoredView view;

  StoredSnapshot(StoreSnapshot moment) {
    this.moment = moment;
    this.view = new StoredView(moment);
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
}
