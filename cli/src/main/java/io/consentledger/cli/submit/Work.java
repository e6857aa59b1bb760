package io.consentledger.cli.submit;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.Transaction;

/**
 * A signed line on its way.
 *
 * @param lane works with the same value go one after the other
 * @param earlier whether an earlier run signed it, and may have sent it
 */
record Work(Task task, Bytes wire, String txId, int lane, boolean earlier) {
  static Work of(Task task, Transaction transaction, boolean earlier) {
    return new Work(
        task,
        transaction.encode(),
        transaction.id().toHex(),
        task.lane(transaction.statement().streamId()),
        earlier);
  }
}
