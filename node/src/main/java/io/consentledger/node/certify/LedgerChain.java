package io.consentledger.node.certify;

import io.consentledger.consensus.certify.Executed;
import io.consentledger.consensus.certify.ExecutedChain;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.chain.Header;
import java.util.Optional;

/** The ledger's headers, as certification knows them. Any thread. */
record LedgerChain(LedgerView ledger) implements ExecutedChain {
  static Executed of(Header header) {
    return new Executed(header.height(), header.hash(), header.epoch(), header.timeMs());
  }

  @Override
  public long height() {
    return ledger.tip().height();
  }

  @Override
  public Optional<Executed> at(long height) {
    return ledger.header(height).map(LedgerChain::of);
  }
}
