package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;

/**
 * A record whose entry stands in its block, and whose parts belong together.
 *
 * @param payload canonical
 * @param place in the bundle
 */
record ProvenRecord(
    Entry entry,
    Digest entryHash,
    Transaction transaction,
    TxId txId,
    ObjectNode payload,
    Filing filing,
    String place) {
  Statement statement() {
    return transaction.statement();
  }

  KeyId signer() {
    return transaction.statement().keyId();
  }

  /** Whether it stands before the other in the order of the ledger. */
  boolean isBefore(ProvenRecord other) {
    return compare(other) < 0;
  }

  /** In the order of the ledger. */
  int compare(ProvenRecord other) {
    int byHeight = Long.compare(entry.height(), other.entry.height());
    return byHeight != 0 ? byHeight : Integer.compare(entry.index(), other.entry.index());
  }
}
