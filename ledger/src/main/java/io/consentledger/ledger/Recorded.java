package io.consentledger.ledger;

import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.tx.Transaction;
import java.util.List;

/** A transaction of the ledger with its place and what was found about it. */
public record Recorded(Transaction transaction, Entry entry, List<Finding> findings) {
  public Recorded {
    findings = List.copyOf(findings);
  }

  public Location location() {
    return new Location(
        entry.height(), entry.index(), entry.seq(), entry.blockTimeMs(), entry.hash(), findings);
  }
}
