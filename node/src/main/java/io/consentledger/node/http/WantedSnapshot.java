package io.consentledger.node.http;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.Applied;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.LocatedFinding;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;

/**
 * A moment of the ledger for one caller: each read ends with {@link CallerGoneException} once that
 * caller is gone, so whoever walks over the ledger, in whatever class, walks for nobody no further.
 * Each read is also a step that is told, so that it can be {@link ScanPace paced}.
 */
final class WantedSnapshot implements LedgerSnapshot {
  private final LedgerSnapshot moment;
  private final Caller caller;
  private final Runnable step;

  WantedSnapshot(LedgerSnapshot moment, Caller caller, Runnable step) {
    this.moment = moment;
    this.caller = caller;
    this.step = step;
  }

  private LedgerSnapshot wanted() {
    step.run();
    caller.requireHere();
    return moment;
  }

  @Override
  public Tip tip() {
    return moment.tip();
  }

  @Override
  public Applied applied() {
    return moment.applied();
  }

  @Override
  public Optional<Header> header(long height) {
    return wanted().header(height);
  }

  @Override
  public Optional<Block> block(long height) {
    return wanted().block(height);
  }

  @Override
  public Optional<Recorded> transaction(TxId id) {
    return wanted().transaction(id);
  }

  @Override
  public long newestSeq(StreamId stream) {
    return wanted().newestSeq(stream);
  }

  @Override
  public List<Recorded> history(StreamId stream, long fromSeq, int max) {
    return wanted().history(stream, fromSeq, max);
  }

  @Override
  public List<Recorded> records(long fromHeight, int fromIndex, int max) {
    return wanted().records(fromHeight, fromIndex, max);
  }

  @Override
  public List<LocatedFinding> findings(long fromHeight, int fromIndex, int max) {
    return wanted().findings(fromHeight, fromIndex, max);
  }

  @Override
  public Optional<Certificate> certificate(long height) {
    return wanted().certificate(height);
  }

  @Override
  public Optional<Certificate> newestCertificate() {
    return wanted().newestCertificate();
  }

  @Override
  public Optional<Bytes> timestamp(long height) {
    return wanted().timestamp(height);
  }

  @Override
  public List<KeyId> keysOf(SubjectRef subject) {
    return wanted().keysOf(subject);
  }

  @Override
  public StateView state() {
    return wanted().state();
  }

  @Override
  public MapProof mapProof(Digest key) {
    return wanted().mapProof(key);
  }

  @Override
  public List<Digest> historyPath(long height, long size) {
    return wanted().historyPath(height, size);
  }

  @Override
  public List<Digest> historyConsistency(long size1, long size2) {
    return wanted().historyConsistency(size1, size2);
  }

  @Override
  public List<Digest> entryPath(long height, int index) {
    return wanted().entryPath(height, index);
  }

  @Override
  public void close() {
    moment.close();
  }
}
