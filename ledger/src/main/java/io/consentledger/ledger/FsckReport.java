package io.consentledger.ledger;

import java.util.List;

/**
 * What fsck found.
 *
 * @param blocks how many the ledger says it has
 * @param rowsCompared how many rows were compared with what replaying the blocks gives
 * @param problems in the order found, at most {@link Limits#FSCK_PROBLEMS_MAX}
 */
public record FsckReport(long blocks, long rowsCompared, List<FsckProblem> problems) {
  public FsckReport {
    problems = List.copyOf(problems);
  }

  public boolean isClean() {
    return problems.isEmpty();
  }
}
