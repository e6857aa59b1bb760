package io.consentledger.ledger.evidence;

import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.query.Signers;
import io.consentledger.ledger.state.Relationship;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Optional;

/** What is kept of a customer's records as they go by. For one thread. */
final class Tally {
  private long pages;
  private long records;
  private long findings;
  private Optional<Assurance> assurance = Optional.empty();

  long pages() {
    return pages;
  }

  void countPage() {
    pages++;
  }

  void count(VerifiedRecord record) {
    records++;
    findings += record.findings().size();
    if (record.payload() instanceof OpenRelationship opening) {
      assurance = Optional.of(opening.assurance());
    }
  }

  PageCount counted() {
    return new PageCount(pages, records, findings);
  }

  VerifiedSubject subject(Genesis genesis, SubjectRef subject, StreamId stream, StateView state) {
    Optional<Organisation> controller =
        Relationship.find(state, subject).flatMap(it -> genesis.organisation(it.controller()));
    return new VerifiedSubject(
        subject,
        stream,
        controller,
        assurance,
        List.of(),
        state,
        new Signers(genesis, state, Optional.of(subject)));
  }
}
