package io.consentledger.ledger.tx;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.KeyId;

/**
 * What the author of a transaction signs: 148 bytes, all of fixed width
 * (docs/spec/transactions.md).
 *
 * @param afterSeq the stream's newest sequence number that the author had seen, or {@link #ANY_SEQ}
 * @param notAfterMs the last block time, UTC milliseconds, compared unsigned; all ones: no end
 */
public record Statement(
    NetworkId networkId,
    Kind kind,
    StreamId streamId,
    long afterSeq,
    long notAfterMs,
    Algorithm algorithm,
    KeyId keyId,
    Digest payloadHash) {
  /** Length of an encoded statement in bytes. */
  public static final int SIZE_BYTES = 148;

  /** All ones in {@code afterSeq}: wherever the stream stands. */
  public static final long ANY_SEQ = -1L;

  private static final int VERSION = 1;

  /**
   * Decodes exactly {@link #SIZE_BYTES}.
   *
   * @throws TransactionException {@code transaction-malformed}, {@code kind-unknown} or {@code
   *     algorithm-unknown}
   */
  public static Statement decode(Bytes encoded) throws TransactionException {
    try {
      WireReader in = new WireReader(encoded);
      in.version(VERSION);
      NetworkId networkId = new NetworkId(in.digest());
      Kind kind = kind(in.u8());
      StreamId streamId = new StreamId(in.digest());
      long afterSeq = in.u64();
      long notAfterMs = in.u64();
      Algorithm algorithm = algorithm(in.u16());
      KeyId keyId = new KeyId(in.digest());
      Digest payloadHash = in.digest();
      in.end();
      return new Statement(
          networkId, kind, streamId, afterSeq, notAfterMs, algorithm, keyId, payloadHash);
    } catch (MalformedException malformed) {
      throw new TransactionException(
          "transaction-malformed", "statement: " + malformed.reason(), malformed);
    }
  }

  /** {@link #SIZE_BYTES} bytes. */
  public Bytes encode() {
    return new WireWriter(SIZE_BYTES)
        .u8(VERSION)
        .digest(networkId.digest())
        .u8(kind.code())
        .digest(streamId.digest())
        .u64(afterSeq)
        .u64(notAfterMs)
        .u16(algorithm.code())
        .digest(keyId.digest())
        .digest(payloadHash)
        .toBytes();
  }

  /** {@code L("statement") | statement}: what the signature is over. */
  public Bytes signedBytes() {
    return Domain.STATEMENT.message(encode());
  }

  /** The hash of the signed bytes: the same however often the author signs it. */
  public TxId txId() {
    return new TxId(Domain.STATEMENT.hash(encode()));
  }

  private static Kind kind(int code) throws TransactionException {
    return Kind.ofCode(code)
        .orElseThrow(
            () -> new TransactionException("kind-unknown", "no kind has the code " + code));
  }

  private static Algorithm algorithm(int code) throws TransactionException {
    return Algorithm.ofCode(code)
        .orElseThrow(
            () ->
                new TransactionException("algorithm-unknown", "no algorithm has the code " + code));
  }
}
