package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;

/** What is answered from the rows as they are. Any thread. */
abstract class StoredReads implements LedgerView {
  final StoredView view;

  StoredReads(StoredView view) {
    this.view = view;
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
  public final Optional<Header> header(long height) {
    return view.header(height);
  }

  @Override
  public final Optional<Block> block(long height) {
    return view.block(height);
  }

  @Override
  public final Optional<Recorded> transaction(TxId id) {
    return view.transaction(id);
  }

  @Override
  public final long newestSeq(StreamId stream) {
    return view.newestSeq(stream);
  }

  @Override
  public final List<Recorded> history(StreamId stream, long fromSeq, int max) {
    return view.history(stream, fromSeq, max);
  }

  @Override
  public final List<Recorded> records(long fromHeight, int fromIndex, int max) {
    return view.records(fromHeight, fromIndex, max);
  }

  @Override
  public final List<LocatedFinding> findings(long fromHeight, int fromIndex, int max) {
    return view.findings(fromHeight, fromIndex, max);
  }

  @Override
  public final Optional<Certificate> certificate(long height) {
    return view.certificate(height);
  }

  @Override
  public final Optional<Certificate> newestCertificate() {
    return view.newestCertificate();
  }

  @Override
  public final Optional<Bytes> timestamp(long height) {
    return view.timestamp(height);
  }

  @Override
  public final List<KeyId> keysOf(SubjectRef subject) {
    return view.keysOf(subject);
  }

  @Override
  public final StateView state() {
    return view.state();
  }
}
