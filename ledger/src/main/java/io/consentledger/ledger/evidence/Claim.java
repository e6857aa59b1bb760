package io.consentledger.ledger.evidence;

import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;

/** What a bundle is said to prove. */
public sealed interface Claim permits Claim.Histories, Claim.Receipt {
  /** The complete histories of these customers, in ascending order, each once. */
  record Histories(List<SubjectRef> subjects) implements Claim {
    public Histories {
      subjects = List.copyOf(subjects);
    }
  }

  /** That this transaction is recorded. */
  record Receipt(TxId txId) implements Claim {}
}
