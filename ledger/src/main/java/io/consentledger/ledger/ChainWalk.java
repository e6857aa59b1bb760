package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleFrontier;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Header;
import java.util.Optional;

/** Walks the headers and blocks of a ledger, each against the one before, and tells of each. */
final class ChainWalk {
  private final Ledger ledger;
  private final FsckFindings findings;
  private final MerkleFrontier history = new MerkleFrontier();
  private Digest previous = Digest.ZERO;
  private long previousTimeMs;

  ChainWalk(Ledger ledger, FsckFindings findings) {
    this.ledger = ledger;
    this.findings = findings;
  }

  void walk(long toHeight) {
    for (long height = 1; height <= toHeight && !findings.isFull(); height++) {
      long at = height;
      findings.reading("height " + at, () -> block(at));
    }
  }

  private void block(long height) {
    Optional<Block> found = ledger.block(height);
    if (found.isEmpty()) {
      findings.add("header-missing", "height " + height, "no header at this height");
      return;
    }
    Block block = found.get();
    Header header = block.header();
    boolean linked =
        header.height() == height
            && header.networkId().equals(ledger.genesis().networkId())
            && header.prevHeaderHash().equals(previous)
            && header.timeMs() >= previousTimeMs;
    if (!linked) {
      findings.add(
          "header-link-broken", "height " + height, "it doesn't follow the header before it");
    }
    if (!header.historyRoot().equals(history.root())) {
      findings.add(
          "history-root-wrong", "height " + height, "the headers before it give another root");
    }
    try {
      block.requireConsistent();
    } catch (ChainException inconsistent) {
      findings.add(
          inconsistent.code(), "height " + height, String.valueOf(inconsistent.getMessage()));
    }
    previous = header.hash();
    previousTimeMs = header.timeMs();
    history.append(previous);
  }
}
