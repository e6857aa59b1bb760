package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
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
 * What a leader puts in order: transactions and the time it gives them, signed with its validator
 * key so that a lying leader can be named. {@code u8 version | networkId 32 | u64 timeMs | u32
 * count | count x (u32 len | transaction) | leader keyId 32 | u16 sigLen | sig}
 * (docs/spec/batches.md).
 *
 * @param timeMs UTC milliseconds
 * @param transactions framed only: whether they hold is decided where they are applied
 */
public record Batch(
    NetworkId networkId,
    long timeMs,
    List<Transaction> transactions,
    KeyId leader,
    Signature signature) {
  private static final int VERSION = 1;
  private static final String MALFORMED = "batch-malformed";

  public Batch {
    transactions = List.copyOf(transactions);
  }

  /** Makes and signs a batch. */
  public static Batch sign(
      NetworkId networkId, long timeMs, List<Transaction> transactions, SigningKey leader) {
    KeyId keyId = leader.verifyingKey().id();
    Bytes body = body(networkId, timeMs, transactions, keyId);
    return new Batch(
        networkId, timeMs, transactions, keyId, leader.sign(Domain.BATCH.message(body)));
  }

  /**
   * Decodes a batch; its signature is not checked here.
   *
   * @throws ChainException {@code batch-malformed}
   */
  public static Batch decode(Bytes wire) throws ChainException {
    if (wire.size() > Limits.BATCH_BYTES_MAX) {
      throw new ChainException(MALFORMED, "longer than " + Limits.BATCH_BYTES_MAX + " bytes");
    }
    try {
      WireReader in = new WireReader(wire);
      in.version(VERSION);
      NetworkId networkId = new NetworkId(in.digest());
      long timeMs = in.u64();
      int count = in.u32(Limits.TRANSACTIONS_MAX);
      List<Transaction> transactions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int size = in.u32(io.consentledger.ledger.tx.Limits.TRANSACTION_BYTES_MAX);
        transactions.add(Transaction.decodeFrame(in.bytes(size)));
      }
      KeyId leader = new KeyId(in.digest());
      int signatureSize = in.u16();
      if (signatureSize > io.consentledger.ledger.tx.Limits.SIGNATURE_BYTES_MAX) {
        throw new MalformedException("a signature of " + signatureSize + " bytes");
      }
      Signature signature = new Signature(in.bytes(signatureSize));
      in.end();
      return new Batch(networkId, timeMs, transactions, leader, signature);
    } catch (MalformedException malformed) {
      throw new ChainException(MALFORMED, malformed.reason(), malformed);
    } catch (TransactionException malformed) {
      throw new ChainException(MALFORMED, malformed.code() + " in a batch", malformed);
    }
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    return Bytes.concat(
        body(networkId, timeMs, transactions, leader),
        WireWriter.u16Bytes(signature.bytes().size()),
        signature.bytes());
  }

  /**
   * Returns normally only where the leader that is named signed this batch.
   *
   * @param key the validator key whose id is {@link #leader()}
   * @throws ChainException {@code batch-signature-invalid}
   */
  public void verify(VerifyingKey key) throws ChainException {
    try {
      if (!key.id().equals(leader)) {
        throw new ChainException("batch-signature-invalid", "the batch names another leader");
      }
      key.verify(Domain.BATCH.message(body(networkId, timeMs, transactions, leader)), signature);
    } catch (CryptoException refused) {
      throw new ChainException(
          "batch-signature-invalid", "the leader's signature does not hold", refused);
    }
  }

  private static Bytes body(
      NetworkId networkId, long timeMs, List<Transaction> transactions, KeyId leader) {
    int size = 1 + 32 + 8 + 4 + 32;
    for (Transaction transaction : transactions) {
      size += 4 + transaction.sizeBytes();
    }
    WireWriter out =
        new WireWriter(size)
            .u8(VERSION)
            .digest(networkId.digest())
            .u64(timeMs)
            .u32(transactions.size());
    for (Transaction transaction : transactions) {
      out.u32(transaction.sizeBytes()).bytes(transaction.encode());
    }
    return out.digest(leader.digest()).toBytes();
  }
}
