package io.consentledger.cli.submit;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;

/**
 * A signed line on its way.
 *
 * @param earlier whether an earlier run signed it, and may have sent it
 */
record Work(Task task, Bytes wire, String txId, StreamId stream, boolean earlier) {
  static Work of(Task task, Transaction transaction, boolean earlier) {
    return new Work(
        task,
        transaction.encode(),
        transaction.id().toHex(),
        transaction.statement().streamId(),
        earlier);
  }
}
