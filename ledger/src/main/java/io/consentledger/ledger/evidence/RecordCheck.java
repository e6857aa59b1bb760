package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.crypto.ProofException;
import io.consentledger.crypto.Signature;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.util.List;

/** Step 6 of docs/spec/evidence.md: one record, its block, and that its parts belong together. */
final class RecordCheck {
  private static final int INDEX_LIMIT = io.consentledger.ledger.chain.Limits.TRANSACTIONS_MAX;

  private final Genesis genesis;
  private final FilingReader filings;
  private final Chain chain;

  RecordCheck(Genesis genesis, Chain chain) {
    this.genesis = genesis;
    this.filings = new FilingReader(genesis.networkId());
    this.chain = chain;
  }

  ProvenRecord check(StreamId stream, BundledRecord record, String place) throws EvidenceException {
    Entry entry = entry(record.entry(), place);
    Statement statement = statement(record.statement(), place);
    Digest entryHash = inBlock(entry, record.path(), place);
    Transaction transaction =
        new Transaction(statement, new Signature(record.signature()), record.payload());
    require(
        transaction.envelopeHash().equals(entry.envelopeHash()),
        "envelope-mismatch",
        "the entry names another statement or signature",
        place);
    require(entry.kind() == statement.kind(), "kind-mismatch", "two kinds", place);
    require(
        entry.streamId().equals(stream) && statement.streamId().equals(stream),
        "stream-mismatch",
        "the entry or the statement names another stream",
        place);
    require(
        Transaction.payloadHash(record.payload()).equals(statement.payloadHash()),
        "payload-hash-mismatch",
        "the statement names another payload",
        place);
    ObjectNode payload = payload(record.payload(), place);
    Filing filing = filing(statement, payload, place);
    require(
        stream.equals(filing.stream()),
        "misfiled",
        "what was signed belongs to another stream",
        place);
    require(
        statement.networkId().equals(genesis.networkId()),
        "network-mismatch",
        "signed for another network",
        place);
    return new ProvenRecord(
        entry, entryHash, transaction, transaction.id(), payload, filing, place);
  }

  private Digest inBlock(Entry entry, List<Digest> path, String place) throws EvidenceException {
    Header header =
        chain
            .needed(entry.height())
            .orElseThrow(
                () ->
                    new EvidenceException(
                        "header-missing", "no header has height " + entry.height(), place));
    require(
        entry.blockTimeMs() == header.timeMs(),
        "time-mismatch",
        "the entry's time is not its block's",
        place);
    require(
        entry.index() < header.entryCount(),
        "index-out-of-range",
        "the block has " + header.entryCount() + " entries",
        place);
    Digest hash = entry.hash();
    try {
      MerkleLog.verifyInclusion(
          entry.index(), header.entryCount(), hash, path, header.entriesRoot());
    } catch (ProofException refused) {
      throw EvidenceException.because("entry-not-in-block", refused, place);
    }
    return hash;
  }

  static Entry entry(Bytes encoded, String place) throws EvidenceException {
    String code = "entry-malformed";
    Entry entry;
    try {
      entry = Entry.decode(encoded);
    } catch (ChainException malformed) {
      throw EvidenceException.because(code, malformed, place);
    }
    require(
        entry.seq() > 0 && entry.height() > 0 && entry.index() < INDEX_LIMIT,
        code,
        "a place that no entry has",
        place);
    return entry;
  }

  private static Statement statement(Bytes encoded, String place) throws EvidenceException {
    try {
      return Statement.decode(encoded);
    } catch (TransactionException malformed) {
      throw EvidenceException.because("statement-malformed", malformed, place);
    }
  }

  private static ObjectNode payload(Bytes payload, String place) throws EvidenceException {
    require(
        payload.size() <= io.consentledger.ledger.tx.Limits.PAYLOAD_BYTES_MAX,
        "payload-malformed",
        "too long",
        place);
    try {
      return CanonicalJson.parse(payload);
    } catch (TransactionException malformed) {
      throw EvidenceException.because("payload-malformed", malformed, place);
    }
  }

  private Filing filing(Statement statement, ObjectNode payload, String place)
      throws EvidenceException {
    try {
      return filings.read(statement.kind(), payload);
    } catch (MalformedException malformed) {
      throw new EvidenceException("payload-malformed", malformed.reason(), place, malformed);
    }
  }

  private static void require(boolean holds, String code, String otherwise, String place)
      throws EvidenceException {
    if (!holds) {
      throw new EvidenceException(code, otherwise, place);
    }
  }
}
