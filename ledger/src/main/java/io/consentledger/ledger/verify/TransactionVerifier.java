package io.consentledger.ledger.verify;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;

/** Checks all of a transaction that needs no state but its key. Stateless, for any thread. */
public final class TransactionVerifier {
  private final NetworkId networkId;

  public TransactionVerifier(NetworkId networkId) {
    this.networkId = networkId;
  }

  /**
   * Checks network, payload, stream and signature, the costly signatures last.
   *
   * @param key the key with the statement's key id
   * @throws TransactionException {@code network-mismatch}, {@code key-mismatch}, {@code
   *     payload-hash-mismatch}, {@code payload-not-canonical}, {@code payload-invalid}, {@code
   *     stream-mismatch}, {@code signature-invalid} or {@code possession-invalid}
   */
  public VerifiedTransaction verify(Transaction transaction, VerifyingKey key)
      throws TransactionException {
    Statement statement = transaction.statement();
    if (!statement.networkId().equals(networkId)) {
      throw new TransactionException("network-mismatch", "signed for another network");
    }
    if (!key.id().equals(statement.keyId()) || key.algorithm() != statement.algorithm()) {
      throw new TransactionException("key-mismatch", "the statement names another key");
    }
    transaction.checkPayloadHash();
    Payload payload = Payload.parse(statement.kind(), CanonicalJson.parse(transaction.payload()));
    if (!payload.stream(networkId).equals(statement.streamId())) {
      throw new TransactionException(
          "stream-mismatch", "the payload belongs to another stream than the one signed");
    }
    try {
      key.verify(statement.signedBytes(), transaction.signature());
    } catch (CryptoException refused) {
      throw new TransactionException("signature-invalid", "the signature does not hold", refused);
    }
    payload.verifyInside(networkId);
    return new VerifiedTransaction(transaction, payload, key);
  }
}
