package io.consentledger.ledger.tx;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.json.CanonicalJson;

/**
 * A statement, its signature and the payload that it names: {@code statement 148 | u16 sigLen | sig
 * | u32 payloadLen | payload} (docs/spec/transactions.md). That it is well formed says nothing
 * about the signature: see {@link io.consentledger.ledger.verify.VerifiedTransaction}.
 */
public record Transaction(Statement statement, Signature signature, Bytes payload) {
  private static final String MALFORMED = "transaction-malformed";

  /**
   * Decodes and checks all that needs neither state nor a key: sizes, codes, the payload's hash,
   * and that the payload is canonical JSON.
   *
   * @throws TransactionException {@code transaction-malformed}, {@code kind-unknown}, {@code
   *     algorithm-unknown}, {@code payload-hash-mismatch} or {@code payload-not-canonical}
   */
  public static Transaction decode(Bytes wire) throws TransactionException {
    Transaction transaction = decodeFrame(wire);
    transaction.checkPayloadHash();
    CanonicalJson.parse(transaction.payload());
    return transaction;
  }

  /**
   * Decodes sizes and codes only: for bytes that are about to be verified, or that were before they
   * were stored. The payload may be anything.
   *
   * @throws TransactionException {@code transaction-malformed}, {@code kind-unknown} or {@code
   *     algorithm-unknown}
   */
  public static Transaction decodeFrame(Bytes wire) throws TransactionException {
    try {
      WireReader in = new WireReader(wire);
      Statement statement = Statement.decode(in.bytes(Statement.SIZE_BYTES));
      int signatureSize = in.u16();
      if (signatureSize != statement.algorithm().signatureSizeBytes()) {
        throw new MalformedException("a signature of " + signatureSize + " bytes");
      }
      Signature signature = new Signature(in.bytes(signatureSize));
      Bytes payload = in.bytes(in.u32(Limits.PAYLOAD_BYTES_MAX));
      in.end();
      return new Transaction(statement, signature, payload);
    } catch (MalformedException malformed) {
      throw new TransactionException(MALFORMED, malformed.reason(), malformed);
    }
  }

  /**
   * Makes and signs a transaction. The payload must be canonical JSON already.
   *
   * @param afterSeq the stream's newest sequence number, or {@link Statement#ANY_SEQ}
   * @param notAfterMs the last block time, UTC milliseconds
   */
  public static Transaction sign(
      NetworkId networkId,
      Kind kind,
      StreamId streamId,
      long afterSeq,
      long notAfterMs,
      Bytes payload,
      SigningKey key) {
    VerifyingKey verifyingKey = key.verifyingKey();
    Statement statement =
        new Statement(
            networkId,
            kind,
            streamId,
            afterSeq,
            notAfterMs,
            verifyingKey.algorithm(),
            verifyingKey.id(),
            payloadHash(payload));
    return new Transaction(statement, key.sign(statement.signedBytes()), payload);
  }

  /** {@code H(L("payload") | payload)}. */
  public static Digest payloadHash(Bytes payload) {
    return Domain.PAYLOAD.hash(payload);
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    int signatureSize = signature.bytes().size();
    return new WireWriter(Statement.SIZE_BYTES + 2 + signatureSize + 4 + payload.size())
        .bytes(statement.encode())
        .u16(signatureSize)
        .bytes(signature.bytes())
        .u32(payload.size())
        .bytes(payload)
        .toBytes();
  }

  /** Length of the wire form in bytes. */
  public int sizeBytes() {
    return Statement.SIZE_BYTES + 2 + signature.bytes().size() + 4 + payload.size();
  }

  public TxId id() {
    return statement.txId();
  }

  /** {@code H(L("envelope") | statement | u16 sigLen | sig)}. */
  public Digest envelopeHash() {
    return Domain.ENVELOPE.hash(
        statement.encode(), WireWriter.u16Bytes(signature.bytes().size()), signature.bytes());
  }

  /**
   * Requires that the statement names this very payload.
   *
   * @throws TransactionException {@code payload-hash-mismatch}
   */
  public void checkPayloadHash() throws TransactionException {
    if (payload.size() > Limits.PAYLOAD_BYTES_MAX) {
      throw new TransactionException(
          MALFORMED,
          "a payload of " + payload.size() + " bytes, above " + Limits.PAYLOAD_BYTES_MAX);
    }
    if (!payloadHash(payload).equals(statement.payloadHash())) {
      throw new TransactionException(
          "payload-hash-mismatch", "the statement names another payload than the one beside it");
    }
  }
}
