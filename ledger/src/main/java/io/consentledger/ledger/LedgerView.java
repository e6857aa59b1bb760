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

/**
 * What can be read from a ledger. For any thread, beside the writer. Each call agrees with itself;
 * several that must agree with each other are asked of one {@link LedgerSnapshot}. A read that the
 * store can't answer truthfully (damage, closed) throws {@code StorageFailure}.
 */
public interface LedgerView {
  /** The newest block. */
  Tip tip();

  /** The last position of the ordered log that was taken in. */
  Applied applied();

  /** The header at this height, from 1. */
  Optional<Header> header(long height);

  /** The block at this height, from 1. {@link Block#encode()} is what block sync sends. */
  Optional<Block> block(long height);

  /** A committed transaction. */
  Optional<Recorded> transaction(TxId id);

  /** The newest sequence number of a stream; 0 where it holds nothing. */
  long newestSeq(StreamId stream);

  /**
   * A stream's entries in order.
   *
   * @param fromSeq the first wanted, from 1
   * @param max at most so many, bounded by {@link Limits#HISTORY_ENTRIES_MAX}
   */
  List<Recorded> history(StreamId stream, long fromSeq, int max);

  /**
   * All records in the order of the ledger.
   *
   * @param fromHeight the first block wanted
   * @param fromIndex the first record wanted in it
   * @param max at most so many, bounded by {@link Limits#HISTORY_ENTRIES_MAX}
   */
  List<Recorded> records(long fromHeight, int fromIndex, int max);

  /**
   * All findings in the order of their records.
   *
   * @param fromHeight the first block wanted
   * @param fromIndex the first record wanted in it
   * @param max findings of at most so many records, bounded by {@link Limits#HISTORY_ENTRIES_MAX}
   */
  List<LocatedFinding> findings(long fromHeight, int fromIndex, int max);

  /** The certificate of the block at this height, where this node has one. */
  Optional<Certificate> certificate(long height);

  /** The certificate of the greatest height; it certifies all blocks below too. */
  Optional<Certificate> newestCertificate();

  /** The time-stamp (RFC 3161, DER) over the header at this height, where this node has one. */
  Optional<Bytes> timestamp(long height);

  /**
   * Every key that this customer's records brought, whatever became of it, and every delegate's:
   * read from the state, not from the records.
   */
  List<KeyId> keysOf(SubjectRef subject);

  /** The state that the rules and the checker read. */
  StateView state();
}
