package io.consentledger.ledger.evidence;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Streams read for a bundle, within its limit of records. For one thread. */
final class GatheredStreams {
  /** A stream's records, all of them where it is complete. */
  record Gathered(boolean complete, List<Recorded> records) {}

  private final LedgerSnapshot ledger;
  private final TreeMap<StreamId, Gathered> streams = new TreeMap<>();
  private int records;

  GatheredStreams(LedgerSnapshot ledger) {
    this.ledger = ledger;
  }

  /** Reads the whole stream, where it was not read before. */
  void addComplete(StreamId stream) throws UnprovableException {
    if (streams.containsKey(stream)) {
      return;
    }
    long newest = ledger.newestSeq(stream);
    if (newest > Limits.BUILD_RECORDS_MAX - records) {
      throw tooLarge();
    }
    List<Recorded> all = new ArrayList<>();
    while (all.size() < newest) {
      all.addAll(ledger.history(stream, all.size() + 1L, Limits.BUILD_RECORDS_MAX));
    }
    add(stream, new Gathered(true, all));
  }

  /** Adds a complete stream whose records are shown elsewhere. */
  void addEmpty(StreamId stream) throws UnprovableException {
    add(stream, new Gathered(true, List.of()));
  }

  /** Adds some records of a stream, which is not said to be complete. */
  void addPart(StreamId stream, List<Recorded> part) throws UnprovableException {
    add(stream, new Gathered(false, part));
  }

  /** Adds the life of every key that signed anything so far. */
  void addKeys() throws UnprovableException {
    Set<KeyId> signers = new HashSet<>();
    for (Gathered stream : streams.values()) {
      stream.records().forEach(it -> signers.add(it.transaction().statement().keyId()));
    }
    for (KeyId signer : signers) {
      // Whatever stands there is signed by the key itself, so that this brings no new signer.
      addComplete(StreamId.ofKey(signer));
    }
  }

  /** By ascending id. */
  SortedMap<StreamId, Gathered> all() {
    return streams;
  }

  /** Every record. */
  List<Recorded> records() {
    List<Recorded> all = new ArrayList<>();
    for (Map.Entry<StreamId, Gathered> stream : streams.entrySet()) {
      all.addAll(stream.getValue().records());
    }
    return all;
  }

  private void add(StreamId stream, Gathered gathered) throws UnprovableException {
    records += gathered.records().size();
    if (records > Limits.BUILD_RECORDS_MAX) {
      throw tooLarge();
    }
    streams.put(stream, gathered);
  }

  private static UnprovableException tooLarge() {
    return new UnprovableException(
        "evidence-too-large",
        "the bundle would hold more than " + Limits.BUILD_RECORDS_MAX + " records");
  }
}
