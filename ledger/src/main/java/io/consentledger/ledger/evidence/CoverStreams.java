package io.consentledger.ledger.evidence;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.state.Relationship;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The streams of a proof in pages, which are known before its records are shown: a customer's, the
 * catalogues that it needs, and the life of every key that can have signed anything in them.
 */
final class CoverStreams {
  private static final int AT_A_TIME = 1_000;

  private CoverStreams() {}

  /** Reads all of the customer's records for the keys that they bring; keeps few at a time. */
  static Set<StreamId> of(Genesis genesis, LedgerView ledger, SubjectRef subject) {
    StreamId claimed = StreamId.ofSubject(genesis.networkId(), subject);
    Set<StreamId> streams = new TreeSet<>(always(genesis));
    streams.add(claimed);
    Relationship.find(ledger.state(), subject)
        .ifPresent(it -> streams.add(StreamId.ofParty(genesis.networkId(), it.controller())));
    FilingReader filings = new FilingReader(genesis.networkId());
    long newest = ledger.newestSeq(claimed);
    for (long seq = 1; seq <= newest; seq += AT_A_TIME) {
      List<Recorded> some = ledger.history(claimed, seq, AT_A_TIME);
      some.forEach(record -> filings.brought(record).map(StreamId::ofKey).ifPresent(streams::add));
    }
    return streams;
  }

  /** The authorities' catalogues, and the life of each organisation's key. */
  static Set<StreamId> always(Genesis genesis) {
    Set<StreamId> streams = new TreeSet<>(StreamSet.ofAuthorities(genesis));
    for (Organisation organisation : genesis.organisations()) {
      streams.add(StreamId.ofKey(new KeyId(organisation.partyId().digest())));
    }
    return streams;
  }
}
