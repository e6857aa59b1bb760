package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A header, its entries, and the transaction of each: {@code u8 version | header 249 | u32 count |
 * count x (entry 126 | u32 len | transaction)} (docs/spec/blocks.md).
 */
public record Block(Header header, List<Entry> entries, List<Transaction> transactions) {
  private static final int VERSION = 1;
  private static final String MALFORMED = "block-malformed";

  public Block {
    entries = List.copyOf(entries);
    transactions = List.copyOf(transactions);
  }

  /**
   * Decodes a block and checks that its parts belong together: the counts, each entry's place and
   * time, each entry's transaction, and the tree over the entries. What came before, signatures and
   * rules are the ledger's to check.
   *
   * @throws ChainException {@code block-malformed} or {@code block-inconsistent}
   */
  public static Block decode(Bytes wire) throws ChainException {
    try {
      WireReader in = new WireReader(wire);
      in.version(VERSION);
      Header header = Header.decode(in.bytes(Header.SIZE_BYTES));
      int count = in.u32(Limits.TRANSACTIONS_MAX);
      List<Entry> entries = new ArrayList<>();
      List<Transaction> transactions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        entries.add(Entry.decode(in.bytes(Entry.SIZE_BYTES)));
        int size = in.u32(io.consentledger.ledger.tx.Limits.TRANSACTION_BYTES_MAX);
        transactions.add(Transaction.decodeFrame(in.bytes(size)));
      }
      in.end();
      Block block = new Block(header, entries, transactions);
      block.requireConsistent();
      return block;
    } catch (MalformedException malformed) {
      throw new ChainException(MALFORMED, malformed.reason(), malformed);
    } catch (TransactionException malformed) {
      throw new ChainException(MALFORMED, malformed.code() + " in a block", malformed);
    }
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    int size = 1 + Header.SIZE_BYTES + 4;
    for (Transaction transaction : transactions) {
      size += Entry.SIZE_BYTES + 4 + transaction.sizeBytes();
    }
    WireWriter out =
        new WireWriter(size).u8(VERSION).bytes(header.encode()).u32(transactions.size());
    for (int i = 0; i < transactions.size(); i++) {
      out.bytes(entries.get(i).encode())
          .u32(transactions.get(i).sizeBytes())
          .bytes(transactions.get(i).encode());
    }
    return out.toBytes();
  }

  /** The root of the log over these entries. */
  public static Digest entriesRoot(List<Entry> entries) {
    List<Digest> leaves = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      leaves.add(entry.hash());
    }
    return MerkleLog.root(leaves);
  }

  /**
   * Requires that the parts belong together, as {@link #decode} does.
   *
   * @throws ChainException {@code block-inconsistent}
   */
  public void requireConsistent() throws ChainException {
    require(!entries.isEmpty() && header.entryCount() == entries.size(), "the count of entries");
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Transaction transaction = transactions.get(i);
      require(entry.height() == header.height() && entry.index() == i, "an entry's place");
      require(entry.blockTimeMs() == header.timeMs(), "an entry's time");
      require(entry.kind() == transaction.statement().kind(), "an entry's kind");
      require(entry.streamId().equals(transaction.statement().streamId()), "an entry's stream");
      require(entry.envelopeHash().equals(transaction.envelopeHash()), "an entry's transaction");
    }
    require(entriesRoot(entries).equals(header.entriesRoot()), "the tree over the entries");
  }

  private static void require(boolean holds, String what) throws ChainException {
    if (!holds) {
      throw new ChainException("block-inconsistent", what + " is not what the header says");
    }
  }
}
