package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a leader puts in order: transactions under a head that it signed with its validator key, so
 * that a lying leader can be named. {@code signed head | count x (u32 len | transaction)}
 * (docs/spec/batches.md).
 *
 * @param transactions framed only: whether they hold is decided where they are applied
 */
public record Batch(SignedBatchHead head, List<Transaction> transactions) {
  private static final String MALFORMED = "batch-malformed";

  public Batch {
    transactions = List.copyOf(transactions);
  }

  /**
   * Makes and signs a batch.
   *
   * @param term of leadership that it will be proposed in
   * @param number of the batch in that term: the same leader must not give it twice
   */
  public static Batch sign(
      NetworkId networkId,
      long term,
      long number,
      long timeMs,
      List<Transaction> transactions,
      SigningKey leader) {
    return new Batch(
        SignedBatchHead.sign(networkId, term, number, timeMs, transactions, leader), transactions);
  }

  /**
   * Decodes a batch, and checks that the head is of these transactions; its signature is not
   * checked here.
   *
   * @throws ChainException {@code batch-malformed}
   */
  public static Batch decode(Bytes wire) throws ChainException {
    if (wire.size() > Limits.BATCH_BYTES_MAX) {
      throw new ChainException(MALFORMED, "longer than " + Limits.BATCH_BYTES_MAX + " bytes");
    }
    try {
      WireReader in = new WireReader(wire);
      SignedBatchHead head = SignedBatchHead.read(in);
      List<Transaction> transactions = new ArrayList<>();
      for (int i = 0; i < head.count(); i++) {
        int size = in.u32(io.consentledger.ledger.tx.Limits.TRANSACTION_BYTES_MAX);
        transactions.add(Transaction.decodeFrame(in.bytes(size)));
      }
      in.end();
      if (!SignedBatchHead.contentHash(transactions).equals(head.contentHash())) {
        throw new ChainException(MALFORMED, "the head is of other transactions");
      }
      return new Batch(head, transactions);
    } catch (MalformedException malformed) {
      throw new ChainException(MALFORMED, malformed.reason(), malformed);
    } catch (TransactionException malformed) {
      throw new ChainException(MALFORMED, malformed.code() + " in a batch", malformed);
    }
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    Bytes signedHead = head.encode();
    int size = signedHead.size();
    for (Transaction transaction : transactions) {
      size += 4 + transaction.sizeBytes();
    }
    WireWriter out = new WireWriter(size).bytes(signedHead);
    for (Transaction transaction : transactions) {
      out.u32(transaction.sizeBytes()).bytes(transaction.encode());
    }
    return out.toBytes();
  }

  public NetworkId networkId() {
    return head.networkId();
  }

  /** UTC milliseconds. */
  public long timeMs() {
    return head.timeMs();
  }

  public KeyId leader() {
    return head.leader();
  }

  /**
   * Returns normally only where the leader that is named signed this batch.
   *
   * @param key the validator key whose id is {@link #leader()}
   * @throws ChainException {@code batch-signature-invalid}
   */
  public void verify(VerifyingKey key) throws ChainException {
    head.verify(key);
  }
}
