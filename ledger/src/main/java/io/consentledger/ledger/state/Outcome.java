package io.consentledger.ledger.state;

import java.util.List;

/** What became of a transaction: recorded, perhaps with findings, or rejected without a trace. */
public sealed interface Outcome permits Outcome.Recorded, Outcome.Rejected {
  /** It stands in the ledger. The findings are in the order of {@link FindingCode}. */
  record Recorded(List<Finding> findings) implements Outcome {
    public Recorded {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Nothing was recorded and no state was changed.
   *
   * @param code one of {@link RejectionCode}, as {@link RejectionCode#code()} writes it
   * @param detail what exactly, in words; never personal data
   */
  record Rejected(String code, String detail) implements Outcome {}
}
