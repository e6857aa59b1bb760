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
  private CoverStreams() {}

  /**
   * Reads none of the customer's records: how many there are doesn't matter. Where the ledger went
   * on after the anchor, the lives of newer keys may be there too.
   */
  static Set<StreamId> of(
      Genesis genesis, LedgerView ledger, SubjectRef subject, long anchorHeight) {
    StreamId claimed = StreamId.ofSubject(genesis.networkId(), subject);
    Set<StreamId> streams = new TreeSet<>(always(genesis));
    streams.add(claimed);
    List<Recorded> first = ledger.history(claimed, 1, 1);
    boolean opened = !first.isEmpty() && first.get(0).entry().height() <= anchorHeight;
    Relationship.find(ledger.state(), subject)
        .filter(it -> opened)
        .ifPresent(it -> streams.add(StreamId.ofParty(genesis.networkId(), it.controller())));
    ledger.keysOf(subject).forEach(key -> streams.add(StreamId.ofKey(key)));
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
