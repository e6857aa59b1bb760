package io.consentledger.ledger;

import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.util.List;

/** A ledger in a directory of its own, and short ways to write to it. */
final class TestLedger implements AutoCloseable {
  final TestNetwork network;
  final Ledger ledger;
  private long index;

  TestLedger(Path directory, TestNetwork network) throws LedgerException {
    this.network = network;
    this.ledger = Ledger.open(directory, network.genesis);
    this.index = ledger.applied().index() + 1;
  }

  /** Applies one batch at the next position, a second after the tip. */
  ApplyResult apply(List<Transaction> transactions) {
    return applyAt(ledger.tip().timeMs() + 1000, transactions);
  }

  ApplyResult apply(Transaction... transactions) {
    return apply(List.of(transactions));
  }

  ApplyResult applyAt(long timeMs, List<Transaction> transactions) {
    List<Candidate> candidates = ledger.verifier().verifyAll(transactions, Runnable::run, 1);
    return ledger.apply(1, index++, timeMs, candidates);
  }

  /** The result of a batch of one. */
  TransactionResult one(Transaction transaction) {
    return apply(transaction).results().get(0);
  }

  /** The code that a batch of one is rejected with. */
  String rejection(Transaction transaction) {
    return one(transaction) instanceof TransactionResult.Rejected rejected
        ? rejected.code()
        : "not rejected";
  }

  @Override
  public void close() {
    ledger.close();
  }
}
