package io.consentledger.ledger;

/**
 * One moment of the ledger, however many reads are made of it. Holds on to storage: close it soon.
 */
public interface LedgerSnapshot extends LedgerView, AutoCloseable {
  @Override
  void close();
}
