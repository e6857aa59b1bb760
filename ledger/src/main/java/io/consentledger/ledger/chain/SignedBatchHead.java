package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.util.List;

/**
 * A leader's signed word about one batch, small enough to keep and to show: {@code u8 version |
 * networkId 32 | u64 term | u64 number | u64 timeMs | u32 count | contentHash 32 | leader keyId 32
 * | u16 sigLen | sig} (docs/spec/batches.md). Two that differ under one leader, term and number
 * convict the leader.
 *
 * @param term of leadership that the batch is proposed in; ordered in another, it is passed over
 * @param number counts the leader's batches in its term, from 1
 * @param timeMs UTC milliseconds
 * @param count of transactions
 * @param contentHash {@code H(L("batch-content") | envelopeHash...)}
 */
public record SignedBatchHead(
    NetworkId networkId,
    long term,
    long number,
    long timeMs,
    int count,
    Digest contentHash,
    KeyId leader,
    Signature signature) {
  static final int VERSION = 2;

  private static final int BODY_BYTES = 1 + 32 + 8 + 8 + 8 + 4 + 32 + 32;

  /** Makes and signs the head of a batch of these transactions. */
  public static SignedBatchHead sign(
      NetworkId networkId,
      long term,
      long number,
      long timeMs,
      List<Transaction> transactions,
      SigningKey leader) {
    SignedBatchHead unsigned =
        new SignedBatchHead(
            networkId,
            term,
            number,
            timeMs,
            transactions.size(),
            contentHash(transactions),
            leader.verifyingKey().id(),
            new Signature(Bytes.EMPTY));
    return unsigned.with(leader.sign(Domain.BATCH.message(unsigned.body())));
  }

  private SignedBatchHead with(Signature made) {
    return new SignedBatchHead(networkId, term, number, timeMs, count, contentHash, leader, made);
  }

  static Digest contentHash(List<Transaction> transactions) {
    Bytes[] hashes =
        transactions.stream()
            .map(transaction -> transaction.envelopeHash().bytes())
            .toArray(Bytes[]::new);
    return Domain.BATCH_CONTENT.hash(hashes);
  }

  /**
   * Decodes a head; its signature is not checked here.
   *
   * @throws ChainException {@code batch-malformed}
   */
  public static SignedBatchHead decode(Bytes wire) throws ChainException {
    try {
      WireReader in = new WireReader(wire);
      SignedBatchHead head = read(in);
      in.end();
      return head;
    } catch (MalformedException malformed) {
      throw new ChainException("batch-malformed", malformed.reason(), malformed);
    }
  }

  /** Reads one from the front. */
  static SignedBatchHead read(WireReader in) throws MalformedException {
    in.version(VERSION);
    NetworkId networkId = new NetworkId(in.digest());
    long term = in.u64();
    long number = in.u64();
    long timeMs = in.u64();
    int count = in.u32(Limits.TRANSACTIONS_MAX);
    Digest contentHash = in.digest();
    KeyId leader = new KeyId(in.digest());
    int signatureSize = in.u16();
    if (signatureSize > io.consentledger.ledger.tx.Limits.SIGNATURE_BYTES_MAX) {
      throw new MalformedException("a signature of " + signatureSize + " bytes");
    }
    Signature signature = new Signature(in.bytes(signatureSize));
    return new SignedBatchHead(
        networkId, term, number, timeMs, count, contentHash, leader, signature);
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    return Bytes.concat(body(), WireWriter.u16Bytes(signature.bytes().size()), signature.bytes());
  }

  /**
   * Returns normally only where the leader that is named signed this head.
   *
   * @param key the validator key whose id is {@link #leader()}
   * @throws ChainException {@code batch-signature-invalid}
   */
  public void verify(VerifyingKey key) throws ChainException {
    try {
      if (!key.id().equals(leader)) {
        throw new ChainException("batch-signature-invalid", "the batch names another leader");
      }
      key.verify(Domain.BATCH.message(body()), signature);
    } catch (CryptoException refused) {
      throw new ChainException(
          "batch-signature-invalid", "the leader's signature does not hold", refused);
    }
  }

  /** Whether no honest leader signs both. */
  public boolean contradicts(SignedBatchHead other) {
    return networkId.equals(other.networkId)
        && leader.equals(other.leader)
        && term == other.term
        && number == other.number
        && !body().equals(other.body());
  }

  private Bytes body() {
    return new WireWriter(BODY_BYTES)
        .u8(VERSION)
        .digest(networkId.digest())
        .u64(term)
        .u64(number)
        .u64(timeMs)
        .u32(count)
        .digest(contentHash)
        .digest(leader.digest())
        .toBytes();
  }
}
