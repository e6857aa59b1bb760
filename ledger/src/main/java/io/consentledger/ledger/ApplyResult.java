package io.consentledger.ledger;

import io.consentledger.ledger.chain.Block;
import java.util.List;
import java.util.Optional;

/**
 * What applying one batch did.
 *
 * @param block absent where nothing was committed, or where the position was applied before
 * @param results one per candidate, in their order; empty where the position was applied before
 */
public record ApplyResult(Optional<Block> block, List<TransactionResult> results) {
  public ApplyResult {
    results = List.copyOf(results);
  }
}
