package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleMap;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.map.StreamMap;
import io.consentledger.ledger.store.Table;

/** Checks the rows that proofs are made from against the headers alone. */
final class ProofRows {
  private final Ledger ledger;
  private final FsckFindings findings;

  ProofRows(Ledger ledger, FsckFindings findings) {
    this.ledger = ledger;
    this.findings = findings;
  }

  void check(long height) {
    findings.reading("table " + Table.MAP, () -> map(height));
    findings.reading("table " + Table.HISTORY, () -> history(height));
  }

  /** The pages as they are now, read anew, give the newest header's root. */
  private void map(long height) {
    Digest named = ledger.header(height).map(Header::mapRoot).orElse(MerkleMap.EMPTY);
    if (!StreamMap.read(ledger.store()).root().equals(named)) {
      findings.add("map-root-wrong", "height " + height, "the pages of the map give another root");
    }
  }

  /** The subtrees that are kept give each header's root over those before it. */
  private void history(long height) {
    HistoryLog history = new HistoryLog(ledger.store());
    for (long at = 1; at <= height && !findings.isFull(); at++) {
      Digest root = history.first(at - 1).root();
      boolean holds =
          ledger.header(at).filter(header -> header.historyRoot().equals(root)).isPresent();
      if (!holds) {
        findings.add(
            "history-root-wrong", "height " + at, "the subtrees that are kept give another root");
        return; // Later ones are wrong by the same subtree.
      }
    }
  }
}
