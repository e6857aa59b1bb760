package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.Outcome;
import io.consentledger.ledger.state.Rules;
import io.consentledger.ledger.state.StateOverlay;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Step 14 of docs/spec/evidence.md: executes the rules again, over the streams of a bundle and in
 * the order of the ledger, and requires the same findings. That is possible because the rules read
 * nothing about a customer but the genesis file, the customer's stream, the catalogues of the
 * controller and of the authorities, and the life of the keys; that a key serves one relationship
 * only is the one rule that asks about others, and without them it refuses less, never more. Used
 * once.
 */
final class Replay {
  private static final String AGAINST_RULES = "record-against-rules";

  private final Rules rules;
  private final StateOverlay state = new StateOverlay(key -> null);
  private final Set<TxId> seen = new HashSet<>();
  private final Map<TxId, Replayed> replayed = new HashMap<>();

  /** A record's payload in full, and what the rules find about it. */
  record Replayed(Payload payload, List<Finding> findings) {}

  Replay(Rules rules) {
    this.rules = rules;
  }

  void run(List<ProvenStream> streams) throws EvidenceException {
    List<ProvenRecord> ordered = new ArrayList<>();
    streams.forEach(stream -> ordered.addAll(stream.records()));
    ordered.sort(ProvenRecord::compare);
    for (ProvenRecord record : ordered) {
      replayed.put(record.txId(), apply(record));
    }
    for (ProvenStream stream : streams) {
      if (stream.bundled().isComplete()) {
        requireFindings(stream);
      }
    }
  }

  /** The state after the last record. */
  StateView state() {
    return state;
  }

  Replayed of(ProvenRecord record) {
    Replayed known = replayed.get(record.txId());
    if (known == null) {
      throw new AssertionError("every record was replayed");
    }
    return known;
  }

  /** The payload in full, as the rules want it. */
  static Payload payload(ProvenRecord record) throws EvidenceException {
    try {
      return Payload.parse(record.statement().kind(), record.payload());
    } catch (TransactionException refused) {
      throw EvidenceException.because(AGAINST_RULES, refused, record.place());
    }
  }

  /**
   * One more record, the next in the order of the ledger; nothing about it is kept but the state.
   */
  Replayed next(ProvenRecord record, Bytes row) throws EvidenceException {
    Replayed replayed = apply(record);
    requireRow(record, replayed.findings(), row);
    return replayed;
  }

  private Replayed apply(ProvenRecord record) throws EvidenceException {
    Payload payload = payload(record);
    Entry entry = record.entry();
    Statement statement = record.statement();
    TxId id = record.txId();
    require(seen.add(id), "it is recorded twice", record);
    require(
        Long.compareUnsigned(statement.notAfterMs(), entry.blockTimeMs()) >= 0,
        "its last moment was before its block",
        record);
    require(
        statement.afterSeq() == Statement.ANY_SEQ || statement.afterSeq() == entry.seq() - 1,
        "its author wanted another place for it",
        record);
    Outcome outcome =
        rules.apply(
            state,
            new BlockContext(entry.height(), entry.blockTimeMs()),
            id,
            record.signer(),
            payload);
    if (outcome instanceof Outcome.Recorded recorded) {
      return new Replayed(payload, recorded.findings());
    }
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    throw new EvidenceException(
        AGAINST_RULES, rejected.code() + ": " + rejected.detail(), record.place());
  }

  private void requireFindings(ProvenStream stream) throws EvidenceException {
    Map<Long, Bytes> rows = new HashMap<>();
    Optional<BundledFindings> bundled = stream.bundled().findings();
    bundled.ifPresent(found -> found.rows().forEach(row -> rows.put(row.seq(), row.row())));
    for (ProvenRecord record : stream.records()) {
      requireRow(
          record, of(record).findings(), rows.getOrDefault(record.entry().seq(), Bytes.EMPTY));
    }
  }

  private static void requireRow(ProvenRecord record, List<Finding> findings, Bytes row)
      throws EvidenceException {
    Bytes expected = findings.isEmpty() ? Bytes.EMPTY : FindingsRow.encode(findings);
    if (!expected.equals(row)) {
      throw new EvidenceException(
          "findings-differ", "the rules find something else about it", record.place());
    }
  }

  private static void require(boolean holds, String otherwise, ProvenRecord record)
      throws EvidenceException {
    if (!holds) {
      throw new EvidenceException(AGAINST_RULES, otherwise, record.place());
    }
  }
}
