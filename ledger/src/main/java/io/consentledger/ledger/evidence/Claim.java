package io.consentledger.ledger.evidence;

import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a bundle is said to prove. */
public sealed interface Claim permits Claim.Histories, Claim.Receipt {
  /**
   * The complete histories of these customers, in ascending order, each once.
   *
   * @param check a question about the one customer, which the histories answer
   */
  record Histories(List<SubjectRef> subjects, Optional<CheckQuery> check) implements Claim {
    public Histories {
      subjects = List.copyOf(subjects);
    }

    /** No question about them. */
    public Histories(List<SubjectRef> subjects) {
      this(subjects, Optional.empty());
    }

    /** The block up to which the question lets the ledger know, where it names one. */
    OptionalLong knownAtHeight() {
      return check.isPresent() && check.get().knownAtHeight() != null
          ? OptionalLong.of(check.get().knownAtHeight())
          : OptionalLong.empty();
    }
  }

  /** That this transaction is recorded. */
  record Receipt(TxId txId) implements Claim {}
}
