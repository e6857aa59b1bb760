package io.consentledger.ledger.evidence;

import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.TransactionResult;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A ledger of its own for each story of the bank's customers, so that the bundles stay small. */
final class Story implements AutoCloseable {
  private final EvidenceNetwork network;
  private final Ledger ledger;
  private long index;

  /**
   * @param folder for the ledger
   */
  Story(EvidenceNetwork network, Path folder) throws LedgerException {
    this.network = network;
    ledger = Ledger.open(folder, network.genesis);
    commit(network.notice("bank"), network.process("bank"));
  }

  /** One block, a minute after the one before. */
  void commit(Transaction... transactions) {
    commitAfter(Duration.ofMinutes(1), transactions);
  }

  void commitAfter(Duration time, Transaction... transactions) {
    index++;
    for (TransactionResult result :
        ledger
            .apply(
                1,
                index,
                ledger.tip().timeMs() + time.toMillis(),
                ledger.verifier().verifyAll(List.of(transactions), Runnable::run, 1))
            .results()) {
      if (!(result instanceof TransactionResult.Committed)) {
        throw new AssertionError(result.toString());
      }
    }
  }

  EvidenceBundle histories(Customer customer) {
    return build(it -> it.histories(HistoryRequest.of(List.of(customer.ref()))));
  }

  EvidenceBundle answer(CheckQuery query) {
    return build(it -> it.check(query));
  }

  EvidenceBundle receipt(TxId id) {
    return build(it -> it.receipt(id));
  }

  private EvidenceBundle build(EvidenceWorld.Making making) {
    try (LedgerSnapshot moment = ledger.snapshot()) {
      Header newest = ledger.header(moment.tip().height()).orElseThrow();
      return making.make(
          new EvidenceBuilder(network.genesis, moment, network.certificate(newest), List.of()));
    } catch (UnprovableException refused) {
      throw new AssertionError(refused);
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
