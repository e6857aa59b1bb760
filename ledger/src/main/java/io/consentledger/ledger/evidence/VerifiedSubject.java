package io.consentledger.ledger.evidence;

import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.query.Overdue;
import io.consentledger.ledger.query.OverdueItem;
import io.consentledger.ledger.query.Signer;
import io.consentledger.ledger.query.Signers;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Optional;

/**
 * All that the ledger held about one customer and one organisation.
 *
 * @param controller absent where there is no record
 * @param assurance of the customer's key, as the organisation declared it
 * @param state that the rules made of the bundle's records
 * @param signers of these records
 */
public record VerifiedSubject(
    SubjectRef subject,
    StreamId streamId,
    Optional<Organisation> controller,
    Optional<Assurance> assurance,
    List<VerifiedRecord> records,
    StateView state,
    Signers signers) {
  public VerifiedSubject {
    records = List.copyOf(records);
  }

  /** Who signed one of the records, and as what. */
  public Signer signer(VerifiedRecord record) {
    return signers.of(record.entry().kind(), record.signer());
  }

  /** How many findings there are. */
  public int findings() {
    return records.stream().mapToInt(record -> record.findings().size()).sum();
  }

  /** As it stood at a time, UTC milliseconds: the records of blocks up to then. */
  public VerifiedSubject asOf(long timeMs) {
    return new VerifiedSubject(
        subject,
        streamId,
        controller,
        assurance,
        records.stream().filter(record -> record.entry().blockTimeMs() <= timeMs).toList(),
        state,
        signers);
  }

  /** What was overdue at a time, UTC milliseconds: proved by what is not in the records. */
  public List<OverdueItem> overdue(long timeMs) {
    return Overdue.of(state, subject, timeMs);
  }
}
